using System.Globalization;
using App.Domain;
using App.Domain.Availability;
using App.Infrastructure.Availability;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>What verdicts about hosts mean for a booking. Who asks is told what she has on herself by its kind and time; of others, that something is.</summary>
internal static class HostRefusals
{
    private const string SomethingOn = "something else is on";

    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Why the time can't be booked; null where every host is free.</summary>
    public static Failure? Of(WantedTime wanted, IReadOnlyList<HostVerdict> verdicts)
    {
        var against = verdicts.Select(v => (Host: wanted.Hosts.Single(h => h.Id == v.MemberId), Reasons: Standing(wanted, v))).ToList();
        var busy = against.Where(h => h.Reasons.Exists(r => r.Kind != ReasonKind.Unknown)).ToList();
        if (busy.Count > 0)
        {
            return new Failure.Conflict(ClaimTime.Taken, string.Join(' ', busy.Select(h => Sentence(h.Host, h.Reasons, wanted))));
        }

        if (verdicts.Count < wanted.Hosts.Count)
        {
            return new Failure.Conflict("host_gone", "One of the hosts can't be booked any more.");
        }

        return against.Find(h => h.Reasons.Count > 0) is { Reasons: not null } unknown
            ? new Failure.Unavailable($"Whether {unknown.Host.Name} is free is not known: {Notes(unknown.Reasons, isYou: unknown.Host.Id == wanted.Asker)}")
            : null;
    }

    /// <summary>Another booking holds the time of a host.</summary>
    public static string Taken(HostName host, bool isYou) => $"{host.Name} is not free: {(isYou ? "another booking holds this time" : SomethingOn)}.";

    private static string Sentence(HostName host, List<Reason> reasons, WantedTime wanted)
    {
        var zone = host.Id == wanted.Asker ? wanted.Zone : null;
        return $"{host.Name} is not free: {string.Join("; ", reasons.Where(r => r.Kind != ReasonKind.Unknown).Select(r => Say(r, zone)).Distinct())}.";
    }

    private static string Notes(List<Reason> reasons, bool isYou) => string.Join(' ', reasons.Select(r => isYou ? r.Note : SourceView.NoteOf(r.Note)).Distinct());

    /// <summary>Her own rules she may set aside; never what she has on, nor what is not known.</summary>
    private static List<Reason> Standing(WantedTime wanted, HostVerdict verdict) =>
        verdict.Verdict == Verdict.Free ? [] : [.. verdict.Reasons.Where(r => !(r.IsRule && wanted.OutsideRules.Contains(verdict.MemberId)))];

    /// <param name="zone">In which times are told; null: it is told to others.</param>
    private static string Say(Reason reason, DateTimeZone? zone) => reason.Kind switch
    {
        ReasonKind.OutsideHours => "outside working hours",
        ReasonKind.Notice => "sooner than may be booked",
        ReasonKind.Buffer => $"too close to what is on{Times(reason, zone)}",
        ReasonKind.Past => "it is over",
        _ when zone is null => SomethingOn,
        ReasonKind.Event => $"a calendar event{Times(reason, zone)}",
        ReasonKind.Block => $"blocked time{Times(reason, zone)}",
        _ => $"another booking{Times(reason, zone)}",
    };

    private static string Times(Reason reason, DateTimeZone? zone)
    {
        if (zone is null)
        {
            return "";
        }

        var (start, end) = (reason.Start.InZone(zone), reason.End.InZone(zone));
        return start.Date == end.Date
            ? $", {start.ToString("HH:mm", Culture)} to {end.ToString("HH:mm", Culture)}"
            : $", {start.ToString("d MMM HH:mm", Culture)} to {end.ToString("d MMM HH:mm", Culture)}";
    }
}
