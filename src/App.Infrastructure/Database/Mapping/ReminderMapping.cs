using App.Domain.Notifications;
using App.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Infrastructure.Database.Mapping;

internal sealed class ReminderSettingsMapping : IEntityTypeConfiguration<ReminderSettings>
{
    public void Configure(EntityTypeBuilder<ReminderSettings> builder)
    {
        builder.ToTable("ReminderSettings");
        builder.Ignore(s => s.Minutes);
        builder.HasOne<Member>().WithOne().HasForeignKey<ReminderSettings>(s => s.Id);
    }
}

/// <summary>No foreign key to what it is about: events come and go with their calendar.</summary>
internal sealed class OwnReminderMapping : IEntityTypeConfiguration<OwnReminder>
{
    public void Configure(EntityTypeBuilder<OwnReminder> builder)
    {
        builder.HasIndex(r => new { r.MemberId, r.OccasionKind, r.OccasionId, r.MinutesBefore }).IsUnique();
        builder.HasIndex(r => new { r.MemberId, r.CreatedAt, r.Id });
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId);
    }
}

/// <summary>The unique index is what lets nobody be reminded twice of one beginning.</summary>
internal sealed class ReminderMapping : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> builder)
    {
        builder.HasIndex(r => new { r.MemberId, r.OccasionKind, r.OccasionId, r.MinutesBefore, r.Start }).IsUnique();
        builder.HasIndex(r => new { r.Status, r.DueAt });
        builder.HasIndex(r => r.MailDueAt);
        builder.HasIndex(r => r.Start);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId);
    }
}

internal sealed class ReminderPlanMapping : IEntityTypeConfiguration<ReminderPlan>
{
    public void Configure(EntityTypeBuilder<ReminderPlan> builder)
    {
        builder.HasKey(p => p.MemberId);
        builder.HasOne<Member>().WithOne().HasForeignKey<ReminderPlan>(p => p.MemberId);
    }
}
