using NodaTime;

namespace App.Domain.Availability;

/// <summary>An interval in which a member has something on, without a break.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Reasons">What it is made of, in the order it begins.</param>
public readonly record struct Busy(Instant Start, Instant End, ArraySegment<BusySpan> Reasons);

/// <summary>Makes one timeline of everything somebody has on.</summary>
public static class BusyTimes
{
    /// <summary>In order, none touching the next: one sweep over what is sorted by its beginning.</summary>
    public static IReadOnlyList<Busy> Of(IEnumerable<BusySpan> spans)
    {
        BusySpan[] ordered = [.. spans.Where(s => s.End > s.Start)];
        Array.Sort(ordered, static (a, b) => a.Start.CompareTo(b.Start));
        var times = new List<Busy>();
        for (var first = 0; first < ordered.Length;)
        {
            var (next, end) = (first + 1, ordered[first].End);
            for (; next < ordered.Length && ordered[next].Start <= end; next++)
            {
                end = Instant.Max(end, ordered[next].End);
            }

            times.Add(new Busy(ordered[first].Start, end, new ArraySegment<BusySpan>(ordered, first, next - first)));
            first = next;
        }

        return times;
    }
}
