using App.Domain.Time;
using NodaTime;
using NodaTime.Text;

namespace App.Domain.Calendars.ICalendar;

/// <summary>Writes properties whose value is a DATE or DATE-TIME (RFC 5545 §3.3.4, §3.3.5).</summary>
internal static class TimeProperty
{
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    public static Property OfDate(string name, LocalDate date) => new(name, Date.Format(date), ("VALUE", "DATE"));

    public static Property OfUtc(string name, Instant moment) => new(name, Local.Format(moment.InUtc().LocalDateTime) + "Z");

    public static Property OfZone(string name, Instant moment, DateTimeZone zone, string tzid) => new(name, Local.Format(moment.InZone(zone).LocalDateTime), ("TZID", tzid));

    /// <summary>False for the second time of an hour that clocks show twice: there local time means the first.</summary>
    public static bool IsExact(Instant moment, DateTimeZone zone) => Clock.At(moment.InZone(zone).LocalDateTime, zone) == moment;

    /// <summary>In the form another time was written in, which a RECURRENCE-ID or EXDATE must have; a moment of a whole-day series is midnight in UTC.</summary>
    public static Property Like(CalendarTime model, Property written, string name, Instant moment) => model.Form switch
    {
        TimeForm.Date => OfDate(name, moment.InUtc().Date),
        TimeForm.Zoned when written.Parameter("TZID") is { } tzid => OfZone(name, moment, model.Zone!, tzid.Trim()),
        _ => OfUtc(name, moment),
    };
}
