using App.Domain.Interviews;
using App.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Infrastructure.Database.Mapping;

/// <summary>No foreign key to the calendar: a correction outlives a reading that failed and what is read anew.</summary>
internal sealed class InterviewCorrectionMapping : IEntityTypeConfiguration<InterviewCorrection>
{
    public void Configure(EntityTypeBuilder<InterviewCorrection> builder)
    {
        builder.HasIndex(c => new { c.MemberId, c.Source, c.Key, c.Reach }).IsUnique();
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId);
    }
}
