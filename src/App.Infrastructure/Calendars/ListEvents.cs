using App.Domain;
using App.Domain.Calendars;
using App.Domain.Organizations;
using App.Infrastructure.Database;
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

        var found = await rows.OrderBy(e => e.Start).ThenBy(e => e.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = found.Take(query.Limit).ToList();
        return new Page<EventView>([.. page.Select(e => View(e, calendars[e.CalendarId]))], found.Count > query.Limit ? new PageCursor(page[^1].Start, page[^1].Id).ToString() : null);
    }

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
        SeriesId = e.SeriesId,
        Blocks = BusyRule.Blocks(calendar.Blocks, calendar.BlockingKinds, e.Status, e.Transparency, e.Response, e.Type, e.IsAllDay),
    };
}
