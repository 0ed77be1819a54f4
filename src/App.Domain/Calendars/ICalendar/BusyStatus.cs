namespace App.Domain.Calendars.ICalendar;

/// <summary>X-MICROSOFT-CDO-BUSYSTATUS, which says more than TRANSP (MS-OXCICAL §2.1.3.1.1.20.31).</summary>
public enum BusyStatus
{
    /// <summary>Not written.</summary>
    Unknown = 0,
    Free = 1,
    Tentative = 2,
    Busy = 3,
    OutOfOffice = 4,
    WorkingElsewhere = 5,
}
