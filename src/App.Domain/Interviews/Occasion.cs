namespace App.Domain.Interviews;

/// <summary>Which of the two it is.</summary>
public enum OccasionKind
{
    /// <summary>An occurrence in a connected calendar.</summary>
    Event = 0,
    Booking = 1,
}

/// <summary>A calendar event or a booking, whichever it is: what reminders and interviews are about.</summary>
public readonly record struct Occasion(OccasionKind Kind, Guid Id);
