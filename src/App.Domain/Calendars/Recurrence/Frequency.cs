namespace App.Domain.Calendars.Recurrence;

/// <summary>FREQ of a rule (RFC 5545 §3.3.10), from the shortest period to the longest.</summary>
public enum Frequency
{
    Secondly = 0,
    Minutely = 1,
    Hourly = 2,
    Daily = 3,
    Weekly = 4,
    Monthly = 5,
    Yearly = 6,
}
