using App.Domain.Availability;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Availability;

/// <summary>
/// What anyone would do with a calendar on paper: looks at every minute by itself, asks the wall clock, and compares nothing cleverly. Everything begins and ends on whole minutes.
/// </summary>
internal sealed class NaiveAvailability(HostTime host)
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    public Verdict Judge(Window slot)
    {
        var (before, after) = (host.Rules.BufferBefore, host.Rules.BufferAfter);
        var longest = before > after ? before : after;
        if (slot.Start < host.Now || slot.Start < host.Now + host.Rules.Notice || Minutes(slot.Start, slot.End).Any(m => !IsWorked(m))
            || Minutes(slot.Start - before, slot.End + after).Any(m => IsOn(m, booked: false)) || Minutes(slot.Start - longest, slot.End + longest).Any(m => IsOn(m, booked: true)))
        {
            return Verdict.Busy;
        }

        return host.Sources.Any(s => s.Unknown is not null) || Minutes(slot.Start - before, slot.End + after).Any(m => m < host.Known.Start || m >= host.Known.End) ? Verdict.Unknown : Verdict.Free;
    }

    public static Verdict Together(IReadOnlyCollection<Verdict> verdicts, HostMode mode) =>
        mode == HostMode.All
            ? verdicts.Contains(Verdict.Busy) ? Verdict.Busy : verdicts.Contains(Verdict.Unknown) ? Verdict.Unknown : Verdict.Free
            : verdicts.Contains(Verdict.Free) ? Verdict.Free : verdicts.Contains(Verdict.Unknown) ? Verdict.Unknown : Verdict.Busy;

    private bool IsWorked(Instant minute)
    {
        var local = minute.InZone(host.Rules.Zone).LocalDateTime;
        return host.Rules.Hours.Times.Any(t => t.Day == local.DayOfWeek && t.Start <= local.TimeOfDay && (t.EndsAtMidnight || local.TimeOfDay < t.End));
    }

    private bool IsOn(Instant minute, bool booked) => host.Busy.Any(s => s.Kind == ReasonKind.Booking == booked && s.Start <= minute && minute < s.End);

    private static IEnumerable<Instant> Minutes(Instant from, Instant to)
    {
        for (var minute = from; minute < to; minute += Minute)
        {
            yield return minute;
        }
    }
}
