using NodaTime;

namespace App.Domain.Notifications;

/// <summary>How far a member's reminders are laid out, and by what. They are laid out anew when her time, or how she wants to be reminded, is no longer what it was then.</summary>
public sealed class ReminderPlan : IOwned
{
    public Guid MemberId { get; init; }

    public Guid OrganizationId { get; init; }

    /// <summary>Raised by whatever changes what she is reminded of, apart from her time itself: her settings, a reminder of her own, a correction.</summary>
    public long Wish { get; set; }

    /// <summary>The wish by which they are laid out.</summary>
    public long LaidOutWish { get; set; }

    /// <summary>The version of her time by which they are laid out.</summary>
    public long BusyVersion { get; set; }

    /// <summary>What is due before this is laid out; null: nothing is.</summary>
    public Instant? UpTo { get; set; }
}
