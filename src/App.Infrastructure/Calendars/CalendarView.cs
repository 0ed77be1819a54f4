using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using App.Domain.Calendars;
using App.Domain.Connections;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>A calendar as pages and programs see it.</summary>
public sealed record CalendarView
{
    public required Guid Id { get; init; }

    public required Guid ConnectionId { get; init; }

    public required Guid MemberId { get; init; }

    public required ProviderManifest Provider { get; init; }

    public required string AccountName { get; init; }

    public required string Name { get; init; }

    public string? TimeZone { get; init; }

    public int Hue { get; init; }

    public bool IsPrimary { get; init; }

    public bool IsWritable { get; init; }

    /// <summary>Its events make the member busy.</summary>
    public bool Blocks { get; init; }

    /// <summary>Which kinds of its events do so, where it does.</summary>
    public EventKinds BlockingKinds { get; init; }

    public ConflictHandling OnConflict { get; init; }

    /// <summary>What is booked here is written to it.</summary>
    public bool IsWriteTarget { get; init; }

    public int SyncEveryMinutes { get; init; }

    /// <summary>The vendor tells of changes at once; polling goes on beside it.</summary>
    public bool IsPushed { get; init; }

    /// <summary>Why the vendor does not tell of changes, where it was asked.</summary>
    public string? PushRefusal { get; init; }

    /// <summary>Freshness; null: never read whole.</summary>
    public Instant? TrueUpTo { get; init; }

    public Instant? GoneSince { get; init; }

    /// <summary>When it is synced next; null while its connection is not live.</summary>
    public Instant? NextSyncAt { get; init; }

    /// <summary>The last pass failed.</summary>
    public bool Failed { get; init; }

    /// <summary>The pass under way, or null.</summary>
    public SyncRunView? Running { get; init; }

    public long Version { get; init; }
}

/// <summary>An occurrence as pages and programs see it.</summary>
public sealed record EventView
{
    public required Guid Id { get; init; }

    public required Guid CalendarId { get; init; }

    public required string CalendarName { get; init; }

    public int Hue { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public string? Location { get; init; }

    public string? Link { get; init; }

    public string? MeetingUrl { get; init; }

    public Instant Start { get; init; }

    public Instant End { get; init; }

    /// <summary>Set for all-day events: first day.</summary>
    public LocalDate? StartDate { get; init; }

    /// <summary>Set for all-day events: the day after the last.</summary>
    public LocalDate? EndDate { get; init; }

    public string? TimeZone { get; init; }

    public EventStatus Status { get; init; }

    public Transparency Transparency { get; init; }

    public Response Response { get; init; }

    public EventType Type { get; init; }

    public string? Organizer { get; init; }

    /// <summary>JSON array of {name, email, response}.</summary>
    public string? Attendees { get; init; }

    public string? SeriesId { get; init; }

    /// <summary>True: it makes the member busy, by the rules of its calendar.</summary>
    public bool Blocks { get; init; }

    /// <summary>Its calendar can be written to.</summary>
    public bool IsWritable { get; init; }

    /// <summary>What it was written for, where it was written here.</summary>
    public EventPurpose Purpose { get; init; }

    /// <summary>Another one as soon as the vendor has the event otherwise; 0 where the vendor does not tell. Says nothing of what was before.</summary>
    public long Version { get; init; }

    public bool IsAllDay => StartDate is not null;

    /// <summary>Made of the vendor's tag, small enough for every reader of numbers.</summary>
    internal static long VersionOf(string? etag) =>
        etag is null ? 0 : BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(etag))) & ((1L << 52) - 1);
}

/// <summary>A pass as pages and programs see it.</summary>
public sealed record SyncRunView
{
    public required Guid Id { get; init; }

    public required Guid CalendarId { get; init; }

    public required Guid ConnectionId { get; init; }

    public required string CalendarName { get; init; }

    public required string Provider { get; init; }

    public required string AccountName { get; init; }

    public SyncTrigger Trigger { get; init; }

    public bool Full { get; init; }

    public SyncRunStatus Status { get; init; }

    public Instant StartedAt { get; init; }

    public Instant? EndedAt { get; init; }

    public int Pages { get; init; }

    public int Calls { get; init; }

    public int Added { get; init; }

    public int Changed { get; init; }

    public int Deleted { get; init; }

    public int SetAside { get; init; }

    /// <summary>How many passes that changed nothing this row stands for.</summary>
    public int Repeats { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorText { get; init; }
}
