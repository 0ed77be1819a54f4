using System.Runtime.InteropServices;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Availability;

/// <summary>
/// All that says when a member can be booked. The one place where it is decided: slots are found, judged and explained by the obstacles it tells.
/// </summary>
public sealed class HostTime
{
    /// <summary>What is stored of anyone's time: what a week-old window still holds of <see cref="Window.Around"/>.</summary>
    private static readonly Duration Back = Duration.FromDays(31);

    private static readonly Duration Ahead = Duration.FromDays(400);

    public required Guid MemberId { get; init; }

    public required HostRules Rules { get; init; }

    public required Instant Now { get; init; }

    /// <summary>What she has on, in any order.</summary>
    public required List<BusySpan> Busy { get; init; }

    /// <summary>Where that was learnt from.</summary>
    public required IReadOnlyList<Source> Sources { get; init; }

    /// <summary>The stretch of time of which anything is known.</summary>
    public Window Known => new(Now - Back, Now + Ahead);

    /// <summary>
    /// Tells every obstacle for times within <paramref name="range"/>. A buffer counts on both sides of a booking and of what is to be booked; before and after other things, of what is to be booked alone.
    /// </summary>
    public void Visit<TSink>(Window range, ref TSink sink)
        where TSink : struct, IObstacleSink
    {
        VisitBusy(ref sink);
        VisitUnknown(range, ref sink);
        VisitHours(range, ref sink);
        if (range.Start < Now)
        {
            sink.Add(new Obstacle(range.Start, Now, ReasonKind.Past));
        }

        if (Rules.Notice > Duration.Zero && range.Start < Now + Rules.Notice)
        {
            sink.Add(new Obstacle(Instant.Max(range.Start, Now), Now + Rules.Notice, ReasonKind.Notice));
        }
    }

    private void VisitBusy<TSink>(ref TSink sink)
        where TSink : struct, IObstacleSink
    {
        var (before, after) = (Rules.BufferBefore, Rules.BufferAfter);
        var (longest, buffered) = (Duration.Max(before, after), before > Duration.Zero || after > Duration.Zero);
        var spans = CollectionsMarshal.AsSpan(Busy);
        for (var i = 0; i < spans.Length; i++)
        {
            ref readonly var span = ref spans[i];
            if (span.End <= span.Start)
            {
                continue;
            }

            sink.Add(new Obstacle(span.Start, span.End, span.Kind, i));
            if (buffered)
            {
                var booked = span.Kind == ReasonKind.Booking;
                sink.Add(new Obstacle(span.Start - (booked ? longest : after), span.End + (booked ? longest : before), ReasonKind.Buffer, i));
            }
        }
    }

    /// <summary>What is not known could be on right beside it, so buffers count there too.</summary>
    private void VisitUnknown<TSink>(Window range, ref TSink sink)
        where TSink : struct, IObstacleSink
    {
        for (var i = 0; i < Sources.Count; i++)
        {
            if (Sources[i].Unknown is not null)
            {
                sink.Add(new Obstacle(range.Start, range.End, ReasonKind.Unknown, i));
            }
        }

        var known = Known;
        if (range.Start - Rules.BufferBefore < known.Start)
        {
            sink.Add(new Obstacle(range.Start, known.Start + Rules.BufferBefore, ReasonKind.Unknown));
        }

        if (range.End + Rules.BufferAfter > known.End)
        {
            sink.Add(new Obstacle(known.End - Rules.BufferAfter, range.End, ReasonKind.Unknown));
        }
    }

    private void VisitHours<TSink>(Window range, ref TSink sink)
        where TSink : struct, IObstacleSink
    {
        var free = range.Start;
        foreach (var stretch in WorkingStretches.Of(Rules.Hours, Rules.Zone, range))
        {
            if (stretch.Start > free)
            {
                sink.Add(new Obstacle(free, stretch.Start, ReasonKind.OutsideHours));
            }

            free = stretch.End;
        }

        if (free < range.End)
        {
            sink.Add(new Obstacle(free, range.End, ReasonKind.OutsideHours));
        }
    }
}
