using System.Text.Json;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars.Writing;

/// <summary>
/// Shows at once what was written at a vendor: the stored row takes it over, and the calendar is due, so that the next pass makes it what the vendor says.
/// Holds the cursor's row, so that no pass saves meanwhile.
/// </summary>
/// <param name="timeZone">The member's, for whole days.</param>
/// <param name="trigger">As which the next pass tells why it ran.</param>
internal sealed class WrittenRows(AppDbContext db, Calendar calendar, string timeZone, SyncTrigger trigger)
{
    public WrittenRows(AppDbContext db, EventPlace place, Actor actor)
        : this(db, place.Calendar, place.Member.TimeZone, actor is Actor.Key ? SyncTrigger.Program : SyncTrigger.Manual)
    {
    }

    /// <summary>Begins, in the caller's transaction; false where the calendar has gone meanwhile.</summary>
    public async Task<bool> BeginAsync(CancellationToken cancellationToken)
    {
        var now = db.Time.Now();
        return await db.Cursors.Where(c => c.CalendarId == calendar.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, now).SetProperty(c => c.Trigger, trigger), cancellationToken) == 1;
    }

    /// <summary>Adds the event that was made, or takes over what was changed of it.</summary>
    /// <param name="known">What is stored of it; null: it is new.</param>
    public async Task<CalendarEvent> WriteAsync(CalendarEvent? known, WrittenEvent written, EventDraft draft, CancellationToken cancellationToken)
    {
        List<(Instant Start, Instant End)> times = known is null ? [] : [(known.Start, known.End)];
        var row = known ?? await AddAsync(written, cancellationToken);
        Write(row, draft);
        (row.SeriesId, row.ICalUid, row.ETag) = (written.SeriesId ?? row.SeriesId, written.ICalUid ?? row.ICalUid, written.ETag);
        await TouchAsync([.. times, (row.Start, row.End)], cancellationToken);
        return row;
    }

    public async Task DeleteAsync(IReadOnlyList<CalendarEvent> rows, CancellationToken cancellationToken)
    {
        db.Events.RemoveRange(rows);
        await TouchAsync([.. rows.Select(r => (r.Start, r.End))], cancellationToken);
    }

    /// <summary>What is written by hand does not recur.</summary>
    private async Task<CalendarEvent> AddAsync(WrittenEvent written, CancellationToken cancellationToken)
    {
        var row = new CalendarEvent
        {
            Id = Guid.CreateVersion7(db.Time.GetUtcNow()),
            OrganizationId = calendar.OrganizationId,
            CalendarId = calendar.Id,
            ExternalId = written.ExternalId,
            IsOwnSeries = written.SeriesId is not null,
            Generation = await db.Cursors.Where(c => c.CalendarId == calendar.Id).Select(c => c.Generation).SingleAsync(cancellationToken),
        };
        db.Events.Add(row).Property<byte[]>(CalendarEventMapping.ExternalKey).CurrentValue = EventRows.KeyOf(written.ExternalId).ToByteArray();
        return row;
    }

    private async Task TouchAsync(List<(Instant Start, Instant End)> times, CancellationToken cancellationToken)
    {
        if (times.Count > 0)
        {
            await db.TouchBusyAsync(calendar.OrganizationId, calendar.MemberId, new Window(times.Min(t => t.Start), times.Max(t => t.End)), cancellationToken);
        }

        db.Announce(calendar.OrganizationId, Topics.Events, calendar.Id);
        await db.SaveChangesAsync(cancellationToken);
    }

    private void Write(CalendarEvent row, EventDraft draft)
    {
        static string? Said(string? text, string? before) => text is null ? before : text.Length == 0 ? null : text;
        row.Title = draft.Title ?? row.Title;
        row.Description = Said(draft.Notes?.Whole, row.Description);
        row.Location = Said(draft.Location, row.Location);
        row.Transparency = draft.Transparency ?? row.Transparency;
        row.Attendees = draft.Attendees is { } invited ? JsonSerializer.Serialize(invited.Select(a => new { name = a.Name, email = a.Email, response = "needsAction" })) : row.Attendees;
        switch (draft.Time)
        {
            case EventTime.Timed timed:
                (row.Start, row.End, row.StartDate, row.EndDate, row.TimeZone) = (timed.Start, timed.End, null, null, timed.Zone.Id);
                break;
            case EventTime.WholeDays days:
                var zone = Clock.ZoneOrUtc(timeZone);
                (row.StartDate, row.EndDate, row.TimeZone) = (days.Start, days.End, null);
                (row.Start, row.End) = (Clock.StartOfDay(days.Start, zone), Clock.StartOfDay(days.End, zone));
                break;
        }
    }
}
