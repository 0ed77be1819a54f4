namespace App.Domain.Availability;

/// <summary>When a member can be booked, apart from what she has on: her working hours, room around bookings, and how soon.</summary>
public sealed class AvailabilityRules : IVersioned, ITopical
{
    public const int MostBuffer = 240;
    public const int MostNotice = 30 * 24 * 60;

    /// <summary>The member's own id.</summary>
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    /// <summary>Working hours in her own zone, as <see cref="WorkingHours"/> writes them; never queried.</summary>
    public required string Hours { get; set; }

    /// <summary>Minutes kept free before whatever is booked.</summary>
    public int BufferBeforeMinutes { get; set; }

    /// <summary>Minutes kept free after it.</summary>
    public int BufferAfterMinutes { get; set; }

    /// <summary>Minutes from now within which nothing can be booked.</summary>
    public int NoticeMinutes { get; set; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Availability;
}
