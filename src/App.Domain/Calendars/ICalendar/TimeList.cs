using NodaTime;

namespace App.Domain.Calendars.ICalendar;

/// <summary>The values of one RDATE or EXDATE: all of one form and zone.</summary>
/// <param name="Seconds">As written, since 1970-01-01T00:00.</param>
/// <param name="Lengths">Of VALUE=PERIOD: how long each lasts, in seconds; a value below zero says that it lasts as long as the event does.</param>
internal sealed record TimeList(TimeForm Form, DateTimeZone? Zone, long[] Seconds, long[]? Lengths);
