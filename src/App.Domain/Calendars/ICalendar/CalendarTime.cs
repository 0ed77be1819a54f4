using App.Domain.Calendars.Recurrence;
using NodaTime;

namespace App.Domain.Calendars.ICalendar;

/// <summary>A DATE or DATE-TIME as written, with its zone found (RFC 5545 §3.3.4, §3.3.5).</summary>
public readonly record struct CalendarTime
{
    internal CalendarTime(long seconds, TimeForm form, DateTimeZone? zone) => (Seconds, Form, Zone) = (seconds, form, zone);

    public TimeForm Form { get; }

    /// <summary>The zone of TZID, UTC, or null for dates and floating times.</summary>
    public DateTimeZone? Zone { get; }

    public bool IsDate => Form == TimeForm.Date;

    /// <summary>As written; midnight of a date.</summary>
    public LocalDateTime Local => TimeText.ToLocal(Seconds);

    public LocalDate Date => Local.Date;

    /// <summary>As written, in seconds since 1970-01-01T00:00.</summary>
    internal long Seconds { get; }

    internal int Day => DayNumber.FloorDay(Seconds);

    /// <summary>The moment it means; dates and floating times are read in the given zone.</summary>
    public Instant ToInstant(DateTimeZone reader) => ZoneCursor.Bounded(ToMoment(reader));

    internal long ToMoment(DateTimeZone reader) => new ZoneCursor(Zone ?? reader).Resolve(Seconds);
}
