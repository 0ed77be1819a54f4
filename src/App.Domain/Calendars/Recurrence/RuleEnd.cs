using System.Globalization;
using NodaTime;

namespace App.Domain.Calendars.Recurrence;

/// <summary>UNTIL of a rule: a date, a local time or a time in UTC, inclusive (RFC 5545 §3.3.10).</summary>
/// <param name="Local">The time as written; midnight of a date.</param>
public readonly record struct RuleEnd(LocalDateTime Local, bool IsDate, bool IsUtc)
{
    /// <summary>The last second that belongs to it, counted as written.</summary>
    internal long LastSecond { get; init; }

    public override string ToString() =>
        IsDate ? Local.ToString("uuuuMMdd", CultureInfo.InvariantCulture) : Local.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture) + (IsUtc ? "Z" : "");
}
