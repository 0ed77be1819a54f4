using App.Api;
using App.Auth;
using App.Domain;
using App.Domain.Bookings;
using App.Infrastructure.Bookings;
using App.Infrastructure.Bookings.ComeBack;
using Microsoft.AspNetCore.Mvc;

namespace App.Bookings;

/// <summary>Bookings, holds, and the steps that carry them outside.</summary>
internal static class BookingEndpoints
{
    public static void MapBookings(this RouteGroupBuilder api)
    {
        var bookings = api.MapGroup("/bookings").WithTags("Bookings");
        bookings.MapGet("/", ListAsync);
        bookings.MapPost("/", CreateAsync);
        bookings.MapGet("/hosts", ListHostsAsync);
        bookings.MapGet("/{id:guid}", ReadAsync);
        bookings.MapPost("/{id:guid}/reschedule", RescheduleAsync);
        bookings.MapPost("/{id:guid}/cancel", CancelAsync);
        bookings.MapGet("/{id:guid}/steps", ListStepsAsync);
        bookings.MapPost("/{id:guid}/retry", RetryAsync);
        bookings.MapPost("/{id:guid}/changes/{host:guid}/accept", AcceptAsync);
        var holds = bookings.MapGroup("/holds");
        holds.MapPost("/", HoldAsync);
        holds.MapPost("/{id:guid}/confirm", TakeUpAsync);
        holds.MapDelete("/{id:guid}", GiveBackAsync);
    }

    /// <summary>List bookings</summary>
    /// <remarks>Those you made or host, holds among them; Owners and Admins see all. In the order they begin.</remarks>
    /// <param name="from">Only those that end after it.</param>
    /// <param name="to">Only those that begin before it.</param>
    /// <param name="status">Only those that stand so.</param>
    /// <param name="host">Only those this member hosts.</param>
    /// <param name="reference">Only those of your own reference.</param>
    /// <param name="newestFirst">True: the other way round.</param>
    private static Task<Answer<Paged<BookingBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListBookings bookings, CancellationToken cancellationToken, Moment? from = null, Moment? to = null, Word<BookingStatus>? status = null, Guid? host = null, string? reference = null, bool newestFirst = false) =>
        page.AnswerAsync(context, size => bookings.RunAsync(context.GetActor(), new BookingQuery(from?.Value, to?.Value, status is { } word ? [word.Value] : null, host, reference, newestFirst, page.Cursor, size), cancellationToken), BookingBody.Of);

    /// <summary>Book time</summary>
    /// <remarks>
    /// Books only what is free: a host who is not is <c>time_taken</c> (409) with what is against it, of colleagues in kind alone; where that can't be known
    /// nothing is booked (503). The booking holds the time when this answers; its events are written right after, see its steps. Send an
    /// <c>Idempotency-Key</c>: a repeat is then given the first answer, or the booking as it is by then where that answer was lost.
    /// </remarks>
    private static async Task<Created<BookingBody>> CreateAsync(HttpContext context, NewBookingBody body, CreateBooking create, ListBookings bookings, CancellationToken cancellationToken) =>
        await MadeAsync(context, await create.RunAsync(context.GetActor(), body.ToRequest(Idempotency.IdOf(context)), cancellationToken), bookings, cancellationToken);

    /// <summary>List who can be booked</summary>
    /// <remarks>Every member of the organization, by name, at most 1000: all on one page.</remarks>
    private static async Task<Answer<Paged<BookingHostBody>>> ListHostsAsync(HttpContext context, ListHosts hosts, CancellationToken cancellationToken) =>
        (await hosts.RunAsync(context.GetActor(), cancellationToken)).ToAnswer(all => new Paged<BookingHostBody>([.. all.Select(BookingHostBody.Of)], null));

    /// <summary>Read a booking</summary>
    private static async Task<Answer<BookingBody>> ReadAsync(HttpContext context, Guid id, ListBookings bookings, CancellationToken cancellationToken) =>
        (await bookings.ReadAsync(context.GetActor(), id, cancellationToken)).ToAnswer(BookingBody.Of, view => view.Version);

    /// <summary>Reschedule a booking</summary>
    /// <remarks>Its old time is given back and the new one claimed, both or neither; its own old time is not in its way. Its events follow.</remarks>
    private static async Task<Answer<BookingBody>> RescheduleAsync(HttpContext context, Guid id, RescheduleBody body, [FromHeader(Name = "If-Match")] string? ifMatch, RescheduleBooking reschedule, ListBookings bookings, CancellationToken cancellationToken)
    {
        if (!EntityTag.Expected(ifMatch).TryGet(out var version, out var stale))
        {
            return stale;
        }

        var moved = await reschedule.RunAsync(context.GetActor(), id, new BookingTime(body.Start, body.End, body.TimeZone, body.OutsideRules), version, cancellationToken);
        return moved.Failure is { } failure ? failure : await ReadAsync(context, id, bookings, cancellationToken);
    }

    /// <summary>Cancel a booking</summary>
    /// <remarks>The time is free at once; its events are deleted right after. Cancelling what is cancelled is done.</remarks>
    private static async Task<Answer<BookingBody>> CancelAsync(HttpContext context, Guid id, CancelBody? body, [FromHeader(Name = "If-Match")] string? ifMatch, CancelBooking cancel, ListBookings bookings, CancellationToken cancellationToken)
    {
        if (!EntityTag.Expected(ifMatch).TryGet(out var version, out var stale))
        {
            return stale;
        }

        var cancelled = await cancel.RunAsync(context.GetActor(), id, body?.Reason, version, cancellationToken);
        return cancelled.Failure is { } failure ? failure : await ReadAsync(context, id, bookings, cancellationToken);
    }

    /// <summary>List the steps of a booking</summary>
    /// <remarks>What is done outside for it, and how far each is.</remarks>
    private static async Task<Answer<Paged<BookingStepBody>>> ListStepsAsync(HttpContext context, Guid id, ListBookings bookings, CancellationToken cancellationToken) =>
        (await bookings.ReadAsync(context.GetActor(), id, cancellationToken)).ToAnswer(view => new Paged<BookingStepBody>([.. view.Steps.Select(BookingStepBody.Of)], null));

    /// <summary>Try a booking's steps again</summary>
    /// <remarks>At once: those that failed or wait, and those that had no calendar. Where a change in a calendar waits for a decision, this decides that the booking holds.</remarks>
    private static async Task<Accepted<BookingBody>> RetryAsync(HttpContext context, Guid id, RetryBooking retry, ListBookings bookings, CancellationToken cancellationToken)
    {
        var retried = await retry.RunAsync(context.GetActor(), id, cancellationToken);
        return retried.Failure is { } failure ? failure : (await bookings.ReadAsync(context.GetActor(), id, cancellationToken)).ToAccepted(BookingBody.Of);
    }

    /// <summary>Follow a change made in a calendar</summary>
    /// <remarks>
    /// Decides what waits for a decision the calendar's way: the booking is moved to where its event was moved, or cancelled where that was deleted or declined.
    /// What the calendar says otherwise by now is <c>change_over</c> (409), what no booking can be is <c>change_unfit</c> (409). Retry decides the other way.
    /// </remarks>
    private static async Task<Answer<BookingBody>> AcceptAsync(HttpContext context, Guid id, Guid host, [FromHeader(Name = "If-Match")] string? ifMatch, AcceptChange accept, ListBookings bookings, CancellationToken cancellationToken)
    {
        if (!EntityTag.Expected(ifMatch).TryGet(out var version, out var stale))
        {
            return stale;
        }

        var accepted = await accept.RunAsync(context.GetActor(), id, host, version, cancellationToken);
        return accepted.Failure is { } failure ? failure : await ReadAsync(context, id, bookings, cancellationToken);
    }

    /// <summary>Hold time</summary>
    /// <remarks>For some minutes nobody else gets it, and nobody is told: ask a person, then confirm the hold. It ends by itself.</remarks>
    private static async Task<Created<BookingBody>> HoldAsync(HttpContext context, NewHoldBody body, HoldTime hold, ListBookings bookings, CancellationToken cancellationToken) =>
        await MadeAsync(context, await hold.RunAsync(context.GetActor(), body.Booking.ToRequest(Idempotency.IdOf(context)), body.Minutes, cancellationToken), bookings, cancellationToken);

    /// <summary>Confirm a hold</summary>
    /// <remarks>It becomes a booking under the same id, with what became known meanwhile. One that has ended, or whose time has begun, is <c>hold_over</c> (409); what has come onto the time since makes it <c>time_taken</c> (409).</remarks>
    private static async Task<Answer<BookingBody>> TakeUpAsync(HttpContext context, Guid id, HoldDetailsBody? body, [FromHeader(Name = "If-Match")] string? ifMatch, TakeUpHold take, ListBookings bookings, CancellationToken cancellationToken)
    {
        if (!EntityTag.Expected(ifMatch).TryGet(out var version, out var stale))
        {
            return stale;
        }

        var taken = await take.RunAsync(context.GetActor(), id, (body ?? new HoldDetailsBody()).ToDetails(), version, cancellationToken);
        return taken.Failure is { } failure ? failure : await ReadAsync(context, id, bookings, cancellationToken);
    }

    /// <summary>Give a hold back</summary>
    /// <remarks>The time is free at once.</remarks>
    private static async Task<Nothing> GiveBackAsync(HttpContext context, Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, CancelBooking cancel, CancellationToken cancellationToken) =>
        EntityTag.Expected(ifMatch).TryGet(out var version, out var stale) ? (await cancel.GiveBackAsync(context.GetActor(), id, version, cancellationToken)).ToNothing() : stale;

    private static async Task<Created<BookingBody>> MadeAsync(HttpContext context, Result<Guid> made, ListBookings bookings, CancellationToken cancellationToken)
    {
        if (!made.TryGet(out var id, out var failure))
        {
            return failure;
        }

        var read = await bookings.ReadAsync(context.GetActor(), id, cancellationToken);
        return new Created<BookingBody>(read.Select(BookingBody.Of))
        {
            Version = read.IsOk ? read.Value.Version : null,
            Headers = (_, response) => response.Headers.Location = $"{context.Request.PathBase}{ApiSetup.Root}/bookings/{id}",
        };
    }
}
