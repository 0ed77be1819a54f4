namespace App.Domain.Calendars;

/// <summary>Why an occurrence makes nobody busy.</summary>
[Flags]
public enum NonBlocking
{
    /// <summary>It does make her busy.</summary>
    None = 0,

    /// <summary>Its calendar doesn't block.</summary>
    Calendar = 1,

    Cancelled = 2,

    /// <summary>A place of work or a birthday: it says where and whose day it is, not when someone is busy.</summary>
    Kind = 4,

    Tentative = 8,

    Declined = 16,

    AllDay = 32,

    OutOfOffice = 64,

    Free = 128,
}

/// <summary>Whether an occurrence makes its member busy: its calendar blocks, and so do all the kinds it is of.</summary>
public static class BusyRule
{
    private const int KindShift = 3; // NonBlocking lists the kinds in their order, after three of its own

    /// <summary>A place of work and a birthday say where and whose day it is, not when someone is busy; what is cancelled does not happen.</summary>
    public static bool Blocks(bool calendarBlocks, EventKinds blocking, EventStatus status, Transparency transparency, Response response, EventType type, bool isAllDay) =>
        WhyNot(calendarBlocks, blocking, status, transparency, response, type, isAllDay) == NonBlocking.None;

    /// <summary>Everything by which it makes nobody busy; <see cref="NonBlocking.None"/>: it does.</summary>
    public static NonBlocking WhyNot(bool calendarBlocks, EventKinds blocking, EventStatus status, Transparency transparency, Response response, EventType type, bool isAllDay) =>
        (calendarBlocks ? NonBlocking.None : NonBlocking.Calendar)
        | (status == EventStatus.Cancelled ? NonBlocking.Cancelled : NonBlocking.None)
        | (type is EventType.WorkingLocation or EventType.Birthday ? NonBlocking.Kind : NonBlocking.None)
        | (NonBlocking)((int)(KindsOf(status, transparency, response, type, isAllDay) & ~blocking) << KindShift);

    private static EventKinds KindsOf(EventStatus status, Transparency transparency, Response response, EventType type, bool isAllDay) =>
        (status == EventStatus.Tentative || response == Response.Tentative ? EventKinds.Tentative : EventKinds.None)
        | (response == Response.Declined ? EventKinds.Declined : EventKinds.None)
        | (isAllDay ? EventKinds.AllDay : EventKinds.None)
        | (type == EventType.OutOfOffice ? EventKinds.OutOfOffice : EventKinds.None)
        | (transparency == Transparency.Free ? EventKinds.Free : EventKinds.None);
}
