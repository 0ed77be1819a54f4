namespace App.Domain.Calendars.ICalendar;

/// <summary>CLASS: who may see the event. What is unknown counts as private (RFC 5545 §3.8.1.3).</summary>
public enum Classification
{
    Public = 0,
    Private = 1,
    Confidential = 2,
}
