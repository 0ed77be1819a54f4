using App.Domain.Conflicts;
using App.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Infrastructure.Database.Mapping;

internal sealed class ConflictMapping : IEntityTypeConfiguration<Conflict>
{
    public void Configure(EntityTypeBuilder<Conflict> builder)
    {
        builder.ComplexProperty(c => c.First);
        builder.ComplexProperty(c => c.Second);
        builder.Ignore(c => c.Block);
        builder.Ignore(c => c.Sides);
        builder.HasIndex(c => new { c.MemberId, c.PairKey }).IsUnique();
        builder.HasIndex(c => new { c.MemberId, c.Start, c.Id });
        builder.HasIndex(c => new { c.State, c.End });
        builder.HasIndex(c => c.End);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId);
    }
}

/// <summary>No foreign key to the conflict: the history outlives it.</summary>
internal sealed class ConflictDecisionMapping : IEntityTypeConfiguration<ConflictDecision>
{
    public void Configure(EntityTypeBuilder<ConflictDecision> builder)
    {
        builder.HasIndex(d => new { d.MemberId, d.At, d.Id });
        builder.HasIndex(d => new { d.ConflictId, d.At });
        builder.HasIndex(d => d.At);
        builder.HasOne<Member>().WithMany().HasForeignKey(d => d.MemberId);
    }
}

internal sealed class IgnoredSeriesMapping : IEntityTypeConfiguration<IgnoredSeries>
{
    public void Configure(EntityTypeBuilder<IgnoredSeries> builder)
    {
        builder.ToTable("IgnoredSeries");
        builder.HasKey(s => new { s.MemberId, s.SeriesKey });
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId);
    }
}
