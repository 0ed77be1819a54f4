namespace App.Domain.Calendars;

/// <summary>Kinds of events of which a member says whether they make her busy; an event of several kinds blocks only where all of them do.</summary>
[Flags]
public enum EventKinds
{
    None = 0,

    /// <summary>Not yet agreed, by whoever invited or by her.</summary>
    Tentative = 1,

    /// <summary>She declined.</summary>
    Declined = 2,

    AllDay = 4,

    OutOfOffice = 8,

    /// <summary>Shown as free.</summary>
    Free = 16,

    /// <summary>What blocks unless she says otherwise: unknown is never free.</summary>
    Usual = Tentative | AllDay | OutOfOffice,
}

/// <summary>What to do where an event of a calendar claims time that is already taken here.</summary>
public enum ConflictHandling
{
    /// <summary>It is shown, and she decides.</summary>
    Ask = 0,

    /// <summary>The calendar wins: what is here gives way.</summary>
    Follow = 1,

    /// <summary>Both stay, and nothing is said.</summary>
    Ignore = 2,
}
