using App.Domain.Calendars.ICalendar;
using NodaTime;

namespace App.Domain.Calendars.Recurrence;

/// <summary>One occurrence of a series, laid into time. What lies outside the years 1 to 9999 is moved to their edge, a few days inside.</summary>
public readonly struct Occurrence : IEquatable<Occurrence>
{
    private readonly int _startDay;
    private readonly int _endDay;

    internal Occurrence(VEvent source, long key, long start, long end, int startDay = 0, int endDay = 0)
    {
        (Event, Key, StartSecond, EndSecond) = (source, key, start, Math.Max(start, end));
        (_startDay, _endDay) = (startDay, endDay);
    }

    /// <summary>What describes it: the event of the series, or the override that took its place.</summary>
    public VEvent Event { get; }

    public Instant Start => ZoneCursor.Bounded(StartSecond);

    /// <summary>Exclusive.</summary>
    public Instant End => ZoneCursor.Bounded(EndSecond);

    /// <summary>
    /// When the series puts it, which is what RECURRENCE-ID names and what stays the same when it is moved: with the UID it identifies the occurrence. Of a
    /// whole-day series: midnight of the date in UTC.
    /// </summary>
    public Instant OriginalStart => ZoneCursor.Bounded(Key);

    /// <summary>Set for whole days only.</summary>
    public LocalDate? StartDate => Event.Start.IsDate ? TimeText.ToDate(_startDay) : null;

    /// <summary>Exclusive; set for whole days only.</summary>
    public LocalDate? EndDate => Event.Start.IsDate ? TimeText.ToDate(_endDay) : null;

    internal long Key { get; }

    internal long StartSecond { get; }

    internal long EndSecond { get; }

    public bool Equals(Occurrence other) => ReferenceEquals(Event, other.Event) && (Key, StartSecond, EndSecond) == (other.Key, other.StartSecond, other.EndSecond);

    public override bool Equals(object? obj) => obj is Occurrence other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Key, StartSecond, EndSecond);

    public static bool operator ==(Occurrence left, Occurrence right) => left.Equals(right);

    public static bool operator !=(Occurrence left, Occurrence right) => !left.Equals(right);

    internal static int ByStart(Occurrence left, Occurrence right)
    {
        var order = left.StartSecond.CompareTo(right.StartSecond);
        return order != 0 ? order : left.Key.CompareTo(right.Key);
    }
}
