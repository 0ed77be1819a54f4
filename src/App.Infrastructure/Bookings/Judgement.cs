using App.Domain;
using App.Infrastructure.Availability;

namespace App.Infrastructure.Bookings;

/// <summary>What verdicts about hosts mean for a booking.</summary>
internal static class Judgement
{
    /// <summary>Why the time can't be booked; null where every host is free.</summary>
    public static Failure? Refuse(WantedTime wanted, IReadOnlyList<HostVerdict> verdicts)
    {
        var busy = verdicts.Where(v => v.Verdict == Verdict.Busy && !IsForgiven(wanted, v)).ToList();
        if (busy.Count > 0)
        {
            return new Failure.Conflict(ClaimTime.Taken, string.Join(' ', busy.Select(v => Say(wanted, v))));
        }

        return verdicts.FirstOrDefault(v => v.Verdict == Verdict.Unknown) is { } unknown
            ? new Failure.Unavailable($"Whether {NameOf(wanted, unknown)} is free can't be told just now: {string.Join(' ', unknown.Reasons.Select(r => r.Text))}")
            : null;
    }

    /// <summary>Her own rules she may break; never what she has on.</summary>
    private static bool IsForgiven(WantedTime wanted, HostVerdict verdict) => verdict.MemberId == wanted.MayBreakRules && verdict.Reasons.All(r => r.IsRule);

    private static string Say(WantedTime wanted, HostVerdict verdict) => $"{NameOf(wanted, verdict)} is not free: {string.Join(' ', verdict.Reasons.Select(r => r.Text))}";

    private static string NameOf(WantedTime wanted, HostVerdict verdict) => wanted.Hosts.Single(h => h.Id == verdict.MemberId).Name;
}
