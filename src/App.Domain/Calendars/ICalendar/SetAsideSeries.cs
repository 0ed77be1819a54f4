namespace App.Domain.Calendars.ICalendar;

/// <summary>A series that could not be understood, and why. It exists, so what is known of it should stay.</summary>
/// <param name="Uid">Empty where it has none.</param>
public sealed record SetAsideSeries(string Uid, Failure Failure);
