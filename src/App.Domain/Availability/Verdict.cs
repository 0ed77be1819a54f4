namespace App.Domain.Availability;

/// <summary>Whether a member can be booked. Unknown is a state of its own, and never free.</summary>
public enum Verdict
{
    Free = 0,

    /// <summary>Something she has on, or a rule of hers, is against it.</summary>
    Busy = 1,

    /// <summary>Nothing known is against it, but a source that could be is not known to be true.</summary>
    Unknown = 2,
}
