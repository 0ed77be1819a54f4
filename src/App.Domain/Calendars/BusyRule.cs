namespace App.Domain.Calendars;

/// <summary>Whether an occurrence makes its member busy: its calendar blocks, and so do all the kinds it is of.</summary>
public static class BusyRule
{
    /// <summary>A place of work and a birthday say where and whose day it is, not when someone is busy; what is cancelled does not happen.</summary>
    public static bool Blocks(bool calendarBlocks, EventKinds blocking, EventStatus status, Transparency transparency, Response response, EventType type, bool isAllDay) =>
        calendarBlocks
        && status != EventStatus.Cancelled
        && type is not (EventType.WorkingLocation or EventType.Birthday)
        && (KindsOf(status, transparency, response, type, isAllDay) & ~blocking) == EventKinds.None;

    private static EventKinds KindsOf(EventStatus status, Transparency transparency, Response response, EventType type, bool isAllDay) =>
        (status == EventStatus.Tentative || response == Response.Tentative ? EventKinds.Tentative : EventKinds.None)
        | (response == Response.Declined ? EventKinds.Declined : EventKinds.None)
        | (isAllDay ? EventKinds.AllDay : EventKinds.None)
        | (type == EventType.OutOfOffice ? EventKinds.OutOfOffice : EventKinds.None)
        | (transparency == Transparency.Free ? EventKinds.Free : EventKinds.None);
}
