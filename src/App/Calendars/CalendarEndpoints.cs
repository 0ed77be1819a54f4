using App.Api;
using App.Auth;
using App.Infrastructure.Calendars;
using Microsoft.AspNetCore.Mvc;

namespace App.Calendars;

/// <summary>Calendars and what is in them.</summary>
internal static class CalendarEndpoints
{
    public static void MapCalendars(this RouteGroupBuilder api)
    {
        var calendars = api.MapGroup("/calendars").WithTags("Calendars");
        calendars.MapGet("/", ListAsync);
        calendars.MapGet("/{id:guid}", ReadAsync);
        calendars.MapPatch("/{id:guid}", ChangeAsync);
        calendars.MapPost("/{id:guid}/sync", SyncAsync);
        calendars.MapPost("/{id:guid}/reconcile", ReconcileAsync);
        api.MapGet("/calendar-events", ListEventsAsync).WithTags("Calendars");
    }

    /// <summary>List calendars</summary>
    /// <remarks>Your own, those of the oldest connection first. At most 500: all on one page.</remarks>
    /// <param name="connection">Only those of this connection.</param>
    private static async Task<Answer<Paged<CalendarBody>>> ListAsync(HttpContext context, ListCalendars calendars, CancellationToken cancellationToken, Guid? connection = null) =>
        (await calendars.RunAsync(context.GetActor(), connection, cancellationToken)).ToAnswer(all => new Paged<CalendarBody>([.. all.Select(CalendarBody.Of)], null));

    /// <summary>Read a calendar</summary>
    private static async Task<Answer<CalendarBody>> ReadAsync(HttpContext context, Guid id, ListCalendars calendars, CancellationToken cancellationToken) =>
        (await calendars.ReadAsync(context.GetActor(), id, cancellationToken)).ToAnswer(CalendarBody.Of, view => view.Version);

    /// <summary>Change a calendar</summary>
    /// <remarks>Which of its events block time, what to do on a conflict, whether what is booked is written to it, how often it is polled, its colour. What is left out stays.</remarks>
    private static async Task<Answer<CalendarBody>> ChangeAsync(HttpContext context, Guid id, CalendarChangeBody body, [FromHeader(Name = "If-Match")] string? ifMatch, ChangeCalendar change, ListCalendars calendars, CancellationToken cancellationToken)
    {
        if (!EntityTag.Expected(ifMatch).TryGet(out var version, out var stale))
        {
            return stale;
        }

        var changed = await change.RunAsync(context.GetActor(), id, body.ToChange(), version, cancellationToken);
        return changed.Failure is { } failure ? failure : await ReadAsync(context, id, calendars, cancellationToken);
    }

    /// <summary>Sync a calendar now</summary>
    /// <remarks>It goes to the front of the queue; follow it in <c>/sync-runs</c>.</remarks>
    /// <param name="full">True: everything is read again instead of only what changed.</param>
    private static async Task<Accepted<QueuedBody>> SyncAsync(HttpContext context, Guid id, RequestSync sync, CancellationToken cancellationToken, bool full = false) =>
        (await sync.RunAsync(context.GetActor(), new SyncRequest(CalendarId: id, Full: full), cancellationToken)).ToAccepted(queued => new QueuedBody(queued));

    /// <summary>Compare a calendar with its provider now</summary>
    /// <remarks>
    /// Within the minute the copy is brought up to date, the provider's whole window is read beside it, and what differs although the provider told of no
    /// change is counted and repaired; follow it in <c>/drift</c>. Done once a day by itself; one compared in the last five minutes is left alone.
    /// </remarks>
    private static async Task<Accepted<QueuedBody>> ReconcileAsync(HttpContext context, Guid id, RequestReconcile reconcile, CancellationToken cancellationToken) =>
        (await reconcile.RunAsync(context.GetActor(), id, cancellationToken)).ToAccepted(queued => new QueuedBody(queued));

    /// <summary>List calendar events</summary>
    /// <remarks>Occurrences that overlap the given time, in the order they begin.</remarks>
    /// <param name="from">Beginning, inclusive.</param>
    /// <param name="to">End, exclusive; at most 400 days after <c>from</c>.</param>
    /// <param name="calendar">Only those of this calendar.</param>
    private static Task<Answer<Paged<EventBody>>> ListEventsAsync(HttpContext context, Moment from, Moment to, [AsParameters] PageRequest page, ListEvents events, CancellationToken cancellationToken, Guid? calendar = null) =>
        page.AnswerAsync(context, size => events.RunAsync(context.GetActor(), new EventQuery(from.Value, to.Value, calendar, page.Cursor, size), cancellationToken), EventBody.Of);
}
