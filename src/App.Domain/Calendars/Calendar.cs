using NodaTime;

namespace App.Domain.Calendars;

/// <summary>A calendar of a connected account.</summary>
public sealed class Calendar : IVersioned, ITopical
{
    public const int LeastMinutes = 1;
    public const int MostMinutes = 1440;
    public const int DefaultMinutes = 5;

    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid ConnectionId { get; init; }

    public Guid MemberId { get; init; }

    public required string ExternalId { get; init; }

    public required string Name { get; set; }

    /// <summary>IANA id as the vendor gives it, or null.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Colour on the page, 0 to 360; red is left to conflicts.</summary>
    public int Hue { get; set; }

    public bool IsPrimary { get; set; }

    /// <summary>Events can be written to it.</summary>
    public bool IsWritable { get; set; }

    /// <summary>Its events make the member busy.</summary>
    public bool Blocks { get; set; }

    /// <summary>Which kinds of its events do so, where it does.</summary>
    public EventKinds BlockingKinds { get; set; } = EventKinds.Usual;

    public ConflictHandling OnConflict { get; set; }

    /// <summary>What is booked here is written to it. At most one of a member's calendars.</summary>
    public bool IsWriteTarget { get; set; }

    /// <summary>How often it is polled.</summary>
    public int SyncEveryMinutes { get; set; } = DefaultMinutes;

    /// <summary>Freshness: the moment up to which the stored copy is known to be true. Null: never read whole.</summary>
    public Instant? TrueUpTo { get; set; }

    /// <summary>The vendor no longer lists it; it is kept, not synced, until it returns or the connection ends.</summary>
    public Instant? GoneSince { get; set; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Calendars;
}
