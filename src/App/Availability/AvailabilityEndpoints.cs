using App.Api;
using App.Auth;
using App.Domain;
using App.Domain.Availability;
using App.Infrastructure.Availability;
using Microsoft.AspNetCore.Mvc;

namespace App.Availability;

/// <summary>When members are free, why, and by which rules of theirs.</summary>
internal static class AvailabilityEndpoints
{
    public static void MapAvailability(this RouteGroupBuilder api)
    {
        var availability = api.MapGroup("/availability").WithTags("Availability");
        availability.MapGet("/", ReadAsync);
        availability.MapGet("/explain", ExplainAsync);
        availability.MapGet("/rules", ReadRulesAsync);
        availability.MapPatch("/rules", ChangeRulesAsync);
    }

    /// <summary>Find free slots</summary>
    /// <remarks>
    /// Of yourself or of members of your organization, by their calendars, blocks, bookings and rules. A slot that is <c>unknown</c> is not free: one of the
    /// sources could not be read, and <c>hosts</c> says which and how old it is. Of others you learn when, never what.
    /// </remarks>
    /// <param name="from">Slots begin here at the earliest.</param>
    /// <param name="to">And end here at the latest; at most 90 days after <c>from</c>.</param>
    /// <param name="duration">Minutes of a slot, from 5 to 1440 in steps of 5.</param>
    /// <param name="hosts">Ids of up to 50 members, separated by commas. Default: you.</param>
    /// <param name="mode"><c>all</c>: slots in which all of them are free; <c>any</c>: in which one of them is, each with whom. Default: <c>all</c>.</param>
    /// <param name="step">Minutes from the beginning of one slot to that of the next, counted from midnight of the first day in your time zone. Default: 30.</param>
    /// <param name="busy">True: also what the hosts have on, as one timeline each.</param>
    /// <param name="cursor">Where to go on: <c>next</c> of the page before.</param>
    /// <param name="limit">How many slots at most, from 1 to 10000. Default: 1000.</param>
    private static async Task<Answer<AvailabilityBody>> ReadAsync(
        HttpContext context, Moment from, Moment to, int duration, ReadAvailability availability, CancellationToken cancellationToken, string? hosts = null, Word<HostMode>? mode = null, int? step = null, bool busy = false, string? cursor = null, int? limit = null)
    {
        if (!HostsOf(hosts).TryGet(out var ids, out var malformed))
        {
            return malformed;
        }

        var query = new AvailabilityQuery(from.Value, to.Value, duration)
        {
            Hosts = ids,
            Mode = mode?.Value ?? HostMode.All,
            Step = step ?? AvailabilityQuery.DefaultStep,
            WithBusy = busy,
            Cursor = cursor,
            Limit = limit ?? AvailabilityQuery.DefaultLimit,
        };
        return (await availability.RunAsync(context.GetActor(), query, cancellationToken)).ToAnswer(AvailabilityBody.Of);
    }

    /// <summary>Explain a time</summary>
    /// <remarks>Every reason for and against a moment (<c>at</c>) or a time (<c>start</c> and <c>end</c>), by the code that finds free slots. Of others you learn the kind of reason, never what it is.</remarks>
    /// <param name="at">A moment.</param>
    /// <param name="start">Beginning of a time.</param>
    /// <param name="end">Its end, at most a day later.</param>
    /// <param name="host">Id of a member of your organization. Default: you.</param>
    private static async Task<Answer<ExplanationBody>> ExplainAsync(HttpContext context, ExplainTime explain, CancellationToken cancellationToken, Moment? at = null, Moment? start = null, Moment? end = null, Guid? host = null)
    {
        if ((at is null) == (start is null) || (start is null) != (end is null))
        {
            return new Failure.Invalid("at", "Give either at, or start and end.");
        }

        var query = new TimeQuery((at ?? start)!.Value.Value, end?.Value, host);
        return (await explain.RunAsync(context.GetActor(), query, cancellationToken)).ToAnswer(ExplanationBody.Of);
    }

    /// <summary>Read your rules</summary>
    /// <remarks>Your working hours, the room you keep around bookings, and the notice you ask for.</remarks>
    private static async Task<Answer<AvailabilityRulesBody>> ReadRulesAsync(HttpContext context, ReadAvailabilityRules rules, CancellationToken cancellationToken) =>
        (await rules.RunAsync(context.GetActor(), cancellationToken)).ToAnswer(AvailabilityRulesBody.Of, view => view.Version);

    /// <summary>Change your rules</summary>
    /// <remarks>What is left out stays; working hours are given whole. What was booked before stands.</remarks>
    private static async Task<Answer<AvailabilityRulesBody>> ChangeRulesAsync(
        HttpContext context, AvailabilityRulesChangeBody body, [FromHeader(Name = "If-Match")] string? ifMatch, ChangeAvailabilityRules change, ReadAvailabilityRules rules, CancellationToken cancellationToken)
    {
        if (!EntityTag.Expected(ifMatch).TryGet(out var version, out var stale))
        {
            return stale;
        }

        if (!body.ToChange().TryGet(out var wanted, out var malformed))
        {
            return malformed;
        }

        var changed = await change.RunAsync(context.GetActor(), wanted, version, cancellationToken);
        return changed.Failure is { } failure ? failure : await ReadRulesAsync(context, rules, cancellationToken);
    }

    private static Result<IReadOnlyList<Guid>> HostsOf(string? text)
    {
        var ids = new List<Guid>();
        foreach (var one in text?.Split(',', AvailabilityQuery.MostHosts + 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            if (!Guid.TryParse(one, out var id))
            {
                return new Failure.Invalid("hosts", $"Must be 1 to {AvailabilityQuery.MostHosts} ids of members, separated by commas.");
            }

            ids.Add(id);
        }

        return ids;
    }
}
