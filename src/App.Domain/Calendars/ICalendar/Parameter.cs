namespace App.Domain.Calendars.ICalendar;

/// <summary>A parameter of a property, its values without quotes and escapes (RFC 5545 §3.2, RFC 6868).</summary>
public sealed record Parameter(string Name, IReadOnlyList<string> Values);
