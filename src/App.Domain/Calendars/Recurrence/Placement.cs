using App.Domain.Calendars.ICalendar;
using NodaTime;

namespace App.Domain.Calendars.Recurrence;

/// <summary>Lays occurrences of one event into time, its local times being those of a zone.</summary>
internal sealed class Placement(VEvent source, DateTimeZone zone)
{
    private readonly ZoneCursor _starts = new(zone);
    private readonly ZoneCursor _ends = new(zone);
    private readonly EventLength _length = source.Length;
    private readonly bool _wholeDays = source.Start.IsDate;

    /// <summary>Where the local time of the occurrence is known.</summary>
    public Occurrence At(long key, long local, long length = -1)
    {
        if (_wholeDays)
        {
            var day = DayNumber.FloorDay(local);
            var end = (int)Math.Min(DayNumber.Last + 1L, day + (length < 0 ? _length.Days : Math.Max(1, DayNumber.CeilingDivide(length, DayNumber.SecondsPerDay))));
            return new(source, key, _starts.Resolve(day * (long)DayNumber.SecondsPerDay), _ends.Resolve(end * (long)DayNumber.SecondsPerDay), day, end);
        }

        return AtMoment(key, _starts.Resolve(local), length);
    }

    /// <summary>Where the moment of the occurrence is known; not for whole days.</summary>
    public Occurrence AtMoment(long key, long moment, long length = -1) => new(source, key, moment, length >= 0 ? moment + length : EndOf(moment));

    private long EndOf(long moment) =>
        _length.Days == 0
            ? moment + _length.Seconds
            : _ends.Resolve(ZoneCursor.ToLocal(zone, moment) + (_length.Days * (long)DayNumber.SecondsPerDay)) + _length.Seconds;
}
