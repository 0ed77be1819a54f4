using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Infrastructure.Database.Mapping;

internal sealed class CalendarMapping : IEntityTypeConfiguration<Calendar>
{
    public void Configure(EntityTypeBuilder<Calendar> builder)
    {
        builder.HasIndex(c => c.ConnectionId);
        builder.HasIndex(c => c.MemberId);
        builder.HasOne<Connection>().WithMany().HasForeignKey(c => c.ConnectionId);
    }
}

internal sealed class CalendarCursorMapping : IEntityTypeConfiguration<CalendarCursor>
{
    public void Configure(EntityTypeBuilder<CalendarCursor> builder)
    {
        builder.ToTable("Cursors");
        builder.HasKey(c => c.CalendarId);
        builder.HasIndex(c => c.DueAt);
        builder.HasIndex(c => c.ReconcileAt);
        builder.HasOne<Calendar>().WithOne().HasForeignKey<CalendarCursor>(c => c.CalendarId);
    }
}

/// <summary>
/// Vendor ids can be longer than any database indexes; the key is the first 16 bytes of their SHA-256 (<see cref="ExternalKey"/>).
/// </summary>
internal sealed class CalendarEventMapping : IEntityTypeConfiguration<CalendarEvent>
{
    public const string ExternalKey = "ExternalKey";

    public void Configure(EntityTypeBuilder<CalendarEvent> builder)
    {
        builder.ToTable("Events");
        builder.Property<byte[]>(ExternalKey).HasMaxLength(16).IsRequired();
        builder.HasIndex("CalendarId", ExternalKey).IsUnique();
        // All that says when someone is busy, so that availability never reads a row.
        builder.HasIndex(e => new { e.CalendarId, e.Start, e.End, e.Status, e.Transparency, e.Response, e.Type, e.StartDate, e.Id });
        builder.HasOne<Calendar>().WithMany().HasForeignKey(e => e.CalendarId);
    }
}

internal sealed class EventMarkMapping : IEntityTypeConfiguration<EventMark>
{
    public void Configure(EntityTypeBuilder<EventMark> builder)
    {
        builder.Property(m => m.ExternalKey).HasMaxLength(16);
        builder.HasIndex(m => new { m.CalendarId, m.ExternalKey }).IsUnique();
        builder.HasOne<Calendar>().WithMany().HasForeignKey(m => m.CalendarId);
    }
}

internal sealed class SyncRunMapping : IEntityTypeConfiguration<SyncRun>
{
    public void Configure(EntityTypeBuilder<SyncRun> builder)
    {
        builder.HasIndex(r => new { r.OrganizationId, r.StartedAt, r.Id });
        builder.HasIndex(r => new { r.CalendarId, r.StartedAt });
        builder.HasIndex(r => r.ConnectionId);
    }
}

/// <summary>No foreign key to the connection or calendar it watches: it outlives them until it is stopped.</summary>
internal sealed class PushChannelMapping : IEntityTypeConfiguration<PushChannel>
{
    public void Configure(EntityTypeBuilder<PushChannel> builder)
    {
        builder.Property(c => c.Provider).HasMaxLength(50);
        builder.HasIndex(c => c.DueAt);
        builder.HasIndex(c => c.CalendarId);
        builder.HasIndex(c => c.ConnectionId);
        builder.HasIndex(c => c.OrganizationId);
        builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId);
    }
}

internal sealed class ReconciliationMapping : IEntityTypeConfiguration<Reconciliation>
{
    public void Configure(EntityTypeBuilder<Reconciliation> builder)
    {
        builder.HasIndex(r => new { r.OrganizationId, r.StartedAt, r.Id });
        builder.HasIndex(r => r.ConnectionId);
    }
}
