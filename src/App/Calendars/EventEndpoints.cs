using App.Api;
using App.Auth;
using App.Domain;
using App.Infrastructure.Calendars;
using App.Infrastructure.Calendars.Writing;
using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Mvc;

namespace App.Calendars;

/// <summary>Events that are written by hand.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this RouteGroupBuilder api)
    {
        var events = api.MapGroup("/calendar-events").WithTags("Calendars");
        events.MapPost("/", CreateAsync);
        events.MapGet("/{id:guid}", ReadAsync);
        events.MapPatch("/{id:guid}", ChangeAsync);
        events.MapDelete("/{id:guid}", DeleteAsync);
    }

    /// <summary>Write an event</summary>
    /// <remarks>It is made at the provider, and invitations go out from there. Repeat with the same <c>Idempotency-Key</c> where no answer came: no second event is made. Calendars that can only be read are refused (<c>read_only</c>).</remarks>
    private static async Task<Created<EventBody>> CreateAsync(HttpContext context, NewEventBody body, CreateEvent create, ReadMember members, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!(await members.RunAsync(context.GetActor(), cancellationToken)).TryGet(out var member, out var failure) || !body.ToDraft(member.TimeZone).TryGet(out var draft, out failure))
        {
            return failure;
        }

        var made = await create.RunAsync(context.GetActor(), new NewEvent(Idempotency.IdOf(context) ?? Guid.CreateVersion7(time.GetUtcNow()), body.CalendarId, draft, body.Purpose), cancellationToken);
        return made.Failure is { } refused ? InWordsOfTheBody(refused) : made.ToCreated(EventBody.Of);
    }

    /// <summary>Read an event</summary>
    private static async Task<Answer<EventBody>> ReadAsync(HttpContext context, Guid id, ListEvents events, CancellationToken cancellationToken) =>
        (await events.ReadAsync(context.GetActor(), id, cancellationToken)).ToAnswer(EventBody.Of, view => view.Version);

    /// <summary>Change an event</summary>
    /// <remarks>At the provider, which tells those invited. With <c>If-Match</c> only what nobody has changed since: 412 otherwise, also where the change was made at the provider.</remarks>
    /// <param name="series">
    /// True: all of the series it belongs to, which then can't be moved in time. What becomes of occurrences that were changed by themselves is the provider's to say: they are read from there at
    /// once, and the answer is the event as it was.
    /// </param>
    private static async Task<Answer<EventBody>> ChangeAsync(HttpContext context, Guid id, EventChangeBody body, [FromHeader(Name = "If-Match")] string? ifMatch, ChangeEvent change, ReadMember members, CancellationToken cancellationToken, bool series = false)
    {
        if (!EntityTag.Expected(ifMatch).TryGet(out var version, out var failure)
            || !(await members.RunAsync(context.GetActor(), cancellationToken)).TryGet(out var member, out failure)
            || !body.ToChange(member.TimeZone, series).TryGet(out var wish, out failure))
        {
            return failure;
        }

        var changed = await change.RunAsync(context.GetActor(), id, wish, version, cancellationToken);
        return changed.Failure is { } refused ? InWordsOfTheBody(refused, body.StartDate is null ? "start" : "startDate") : changed.ToAnswer(EventBody.Of, view => view.Version);
    }

    /// <summary>Delete an event</summary>
    /// <remarks>At the provider, which tells those invited. One that is gone there already is done.</remarks>
    /// <param name="series">True: all of the series it belongs to.</param>
    private static async Task<Nothing> DeleteAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, DeleteEvent delete, CancellationToken cancellationToken, bool series = false) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var stale) ? (await delete.RunAsync(context.GetActor(), id, series, version, cancellationToken)).ToNothing() : stale;

    /// <summary>Drafts name their parts otherwise than bodies do.</summary>
    /// <param name="time">What the body calls its time as a whole.</param>
    private static Failure InWordsOfTheBody(Failure failure, string time = "start") => failure is Failure.Invalid invalid
        ? new Failure.Invalid(invalid.Errors.ToDictionary(e => e.Key switch { "time" => time, "notes" => "description", var same => same }, e => e.Value))
        : failure;
}
