namespace App.Domain.Calendars;

/// <summary>Whether an occurrence makes its member busy: the calendar blocks, and the event claims the time and was not declined.</summary>
public static class BusyRule
{
    /// <summary>A tentative event blocks: unknown is never free. A place of work and a birthday say where and whose day it is, not when someone is busy.</summary>
    public static bool Blocks(bool calendarBlocks, EventStatus status, Transparency transparency, Response response, EventType type) =>
        calendarBlocks
        && status != EventStatus.Cancelled
        && transparency == Transparency.Busy
        && response != Response.Declined
        && type is not (EventType.WorkingLocation or EventType.Birthday);
}
