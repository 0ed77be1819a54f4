using System.Globalization;
using App.Domain;
using App.Domain.Availability;
using App.Infrastructure.Availability;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>What verdicts about hosts mean for a booking. What somebody has on is told by its kind and time; what it is, is hers.</summary>
internal static class HostRefusals
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Why the time can't be booked; null where every host is free.</summary>
    public static Failure? Of(WantedTime wanted, IReadOnlyList<HostVerdict> verdicts)
    {
        var against = verdicts.Select(v => (Name: wanted.Hosts.Single(h => h.Id == v.MemberId).Name, Reasons: Standing(wanted, v))).ToList();
        var busy = against.Where(h => h.Reasons.Exists(r => r.Kind != ReasonKind.Unknown)).ToList();
        if (busy.Count > 0)
        {
            return new Failure.Conflict(ClaimTime.Taken, string.Join(' ', busy.Select(h => $"{h.Name} is not free: {string.Join("; ", h.Reasons.Where(r => r.Kind != ReasonKind.Unknown).Select(r => Say(r, wanted.Zone)))}.")));
        }

        if (verdicts.Count < wanted.Hosts.Count)
        {
            return new Failure.Unavailable("One of the hosts can't be booked any more.", Retryable: false);
        }

        return against.Find(h => h.Reasons.Count > 0) is { Reasons: not null } unknown
            ? new Failure.Unavailable($"Whether {unknown.Name} is free is not known: {string.Join(' ', unknown.Reasons.Select(r => r.Note))}")
            : null;
    }

    /// <summary>Her own rules she may set aside; never what she has on, nor what is not known.</summary>
    private static List<Reason> Standing(WantedTime wanted, HostVerdict verdict) =>
        verdict.Verdict == Verdict.Free ? [] : [.. verdict.Reasons.Where(r => !(r.IsRule && verdict.MemberId == wanted.MayBreakRules))];

    private static string Say(Reason reason, DateTimeZone zone) => reason.Kind switch
    {
        ReasonKind.Event => $"a calendar event{Times(reason, zone)}",
        ReasonKind.Block => $"blocked time{Times(reason, zone)}",
        ReasonKind.Booking => $"another booking{Times(reason, zone)}",
        ReasonKind.OutsideHours => "outside working hours",
        ReasonKind.Notice => "sooner than may be booked",
        ReasonKind.Buffer => $"too close to what is on{Times(reason, zone)}",
        _ => "it is over",
    };

    private static string Times(Reason reason, DateTimeZone zone)
    {
        var (start, end) = (reason.Start.InZone(zone), reason.End.InZone(zone));
        return start.Date == end.Date
            ? $", {start.ToString("HH:mm", Culture)} to {end.ToString("HH:mm", Culture)}"
            : $", {start.ToString("d MMM HH:mm", Culture)} to {end.ToString("d MMM HH:mm", Culture)}";
    }
}
