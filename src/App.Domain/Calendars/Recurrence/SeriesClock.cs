using App.Domain.Calendars.ICalendar;
using NodaTime;

namespace App.Domain.Calendars.Recurrence;

/// <summary>
/// What a series counts by. The key of an occurrence is the moment at which the rule puts it, in seconds; of whole days, midnight of the date as if in UTC.
/// </summary>
internal sealed class SeriesClock
{
    private readonly DateTimeZone _reader;
    private readonly Dictionary<DateTimeZone, ZoneCursor> _others = [];

    public SeriesClock(CalendarTime start, DateTimeZone reader)
    {
        _reader = reader;
        WholeDays = start.IsDate;
        Zone = WholeDays ? new ZoneCursor(DateTimeZone.Utc) : new ZoneCursor(start.Zone ?? reader, isFloating: start.Zone is null);
        (StartLocal, StartKey) = (start.Seconds, Zone.Resolve(start.Seconds));
    }

    public bool WholeDays { get; }

    public ZoneCursor Zone { get; }

    public long StartLocal { get; }

    public long StartKey { get; }

    public long KeyOf(CalendarTime time) => KeyOf(time.Form, time.Zone, time.Seconds);

    /// <summary>A date in a series with hours means that day at the hour of DTSTART; a time in a series of whole days means its date as written.</summary>
    public long KeyOf(TimeForm form, DateTimeZone? zone, long seconds)
    {
        if (WholeDays)
        {
            return DayNumber.FloorDay(seconds) * (long)DayNumber.SecondsPerDay;
        }

        return form == TimeForm.Date
            ? Zone.Resolve(seconds + DayNumber.SecondOfDay(StartLocal))
            : CursorOf(zone ?? _reader).Resolve(seconds);
    }

    /// <summary>The zone in which later occurrences of an event keep their hour: its own, but that of the series where it was written in UTC.</summary>
    public DateTimeZone ZoneOf(CalendarTime start) => start.Form == TimeForm.Utc && !WholeDays ? Zone.Zone : start.Zone ?? _reader;

    /// <summary>The local time in <see cref="ZoneOf"/>.</summary>
    public long LocalOf(CalendarTime start) => start.Form == TimeForm.Utc && !WholeDays ? LocalOf(start.Seconds) : start.Seconds;

    public long LocalOf(long key) => WholeDays ? key : ZoneCursor.ToLocal(Zone.Zone, key);

    private ZoneCursor CursorOf(DateTimeZone zone)
    {
        if (ReferenceEquals(zone, Zone.Zone))
        {
            return Zone;
        }

        if (!_others.TryGetValue(zone, out var cursor))
        {
            _others.Add(zone, cursor = new ZoneCursor(zone));
        }

        return cursor;
    }
}
