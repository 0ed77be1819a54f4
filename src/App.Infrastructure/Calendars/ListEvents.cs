using App.Domain;
using App.Domain.Calendars;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>Which occurrences are wanted: those that overlap [From, To), of one calendar or all.</summary>
public sealed record EventQuery(Instant From, Instant To, Guid? CalendarId = null, string? Cursor = null, int Limit = PageCursor.MostLimit)
{
    public static readonly Duration MostDays = Duration.FromDays(400);
}

/// <summary>Lists a member's own occurrences in the order they begin.</summary>
public sealed class ListEvents(AppDatabase database)
{
    public const int MostForPages = 2000;

    public async Task<Result<Page<EventView>>> RunAsync(Actor actor, EventQuery query, CancellationToken cancellationToken)
    {
        if (query.To <= query.From || query.To - query.From > EventQuery.MostDays)
        {
            return new Failure.Invalid("to", "Must be after from, by at most 400 days.");
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (!PageCursor.Parse(query.Cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        var calendars = await db.Calendars.AsNoTracking().Where(c => c.MemberId == member.Id && (query.CalendarId == null || c.Id == query.CalendarId)).ToDictionaryAsync(c => c.Id, cancellationToken);
        if (query.CalendarId is not null && calendars.Count == 0)
        {
            return new Failure.NotFound("The calendar");
        }

        var ids = calendars.Keys.ToList();
        var rows = db.Events.AsNoTracking().Where(e => ids.Contains(e.CalendarId) && e.Start < query.To && (e.End > query.From || (e.End == e.Start && e.Start >= query.From)));
        if (after is { } cursor)
        {
            rows = rows.Where(e => e.Start > cursor.At || (e.Start == cursor.At && e.Id.CompareTo(cursor.Id) > 0));
        }

        var found = await Marked(db, rows).OrderBy(m => m.Event.Start).ThenBy(m => m.Event.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = Paging.Cut(found, query.Limit, m => new PageCursor(m.Event.Start, m.Event.Id));
        return new Page<EventView>([.. page.Items.Select(m => View(m, calendars[m.Event.CalendarId]))], page.Next);
    }

    public async Task<Result<EventView>> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var found = await Marked(db, db.Events.AsNoTracking().Where(e => e.Id == id)).SingleOrDefaultAsync(cancellationToken);
        return found is not null && await db.Calendars.AsNoTracking().SingleOrDefaultAsync(c => c.Id == found.Event.CalendarId && c.MemberId == member.Id, cancellationToken) is { } calendar
            ? View(found, calendar)
            : new Failure.NotFound("The event");
    }

    /// <summary>With what is remembered of those that were written here.</summary>
    private static IQueryable<MarkedEvent> Marked(AppDbContext db, IQueryable<CalendarEvent> events) =>
        from e in events
        join m in db.EventMarks on new { e.CalendarId, Key = EF.Property<byte[]?>(e, CalendarEventMapping.ExternalKey) } equals new { m.CalendarId, Key = m.ExternalKey } into marks
        from mark in marks.DefaultIfEmpty()
        select new MarkedEvent { Event = e, Purpose = mark == null ? EventPurpose.Plain : mark.Purpose };

    private static EventView View(MarkedEvent marked, Calendar calendar) => View(marked.Event, calendar) with { Purpose = marked.Purpose };

    private static EventView View(CalendarEvent e, Calendar calendar) => new()
    {
        Id = e.Id,
        CalendarId = e.CalendarId,
        CalendarName = calendar.Name,
        Hue = calendar.Hue,
        Title = e.Title,
        Description = e.Description,
        Location = e.Location,
        Link = e.Link,
        MeetingUrl = e.MeetingUrl,
        Start = e.Start,
        End = e.End,
        StartDate = e.StartDate,
        EndDate = e.EndDate,
        TimeZone = e.TimeZone,
        Status = e.Status,
        Transparency = e.Transparency,
        Response = e.Response,
        Type = e.Type,
        Organizer = e.Organizer,
        Attendees = e.Attendees,
        SeriesId = e.Recurring,
        Blocks = BusyRule.Blocks(calendar.Blocks, calendar.BlockingKinds, e.Status, e.Transparency, e.Response, e.Type, e.IsAllDay),
        IsWritable = calendar is { IsWritable: true, GoneSince: null },
        Version = EventView.VersionOf(e.ETag),
    };

    private sealed class MarkedEvent
    {
        public required CalendarEvent Event { get; init; }

        public EventPurpose Purpose { get; init; }
    }
}
