using App.Domain.Availability;
using App.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Infrastructure.Database.Mapping;

internal sealed class TimeBlockMapping : IEntityTypeConfiguration<TimeBlock>
{
    public void Configure(EntityTypeBuilder<TimeBlock> builder)
    {
        builder.HasIndex(b => new { b.MemberId, b.CreatedAt, b.Id });
        builder.HasIndex(b => b.LaidOutTo);
        builder.HasOne<Member>().WithMany().HasForeignKey(b => b.MemberId);
    }
}

internal sealed class BlockSpanMapping : IEntityTypeConfiguration<BlockSpan>
{
    public void Configure(EntityTypeBuilder<BlockSpan> builder)
    {
        builder.HasIndex(s => new { s.MemberId, s.Start, s.End, s.BlockId });
        builder.HasIndex(s => new { s.BlockId, s.Original }).IsUnique();
        builder.HasOne<TimeBlock>().WithMany().HasForeignKey(s => s.BlockId);
    }
}

internal sealed class BusyStateMapping : IEntityTypeConfiguration<BusyState>
{
    public void Configure(EntityTypeBuilder<BusyState> builder)
    {
        builder.HasKey(s => s.MemberId);
        builder.HasIndex(s => s.ChangedFrom);
        builder.HasOne<Member>().WithOne().HasForeignKey<BusyState>(s => s.MemberId);
    }
}

internal sealed class AvailabilityRulesMapping : IEntityTypeConfiguration<AvailabilityRules>
{
    public void Configure(EntityTypeBuilder<AvailabilityRules> builder)
    {
        builder.ToTable("AvailabilityRules");
        builder.HasOne<Member>().WithOne().HasForeignKey<AvailabilityRules>(r => r.Id);
    }
}
