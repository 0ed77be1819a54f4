using System.Text.Json;
using App.Domain.Calendars;
using App.Infrastructure.Calendars;
using NodaTime;

namespace App.Calendars;

/// <summary>How many calendars were put to the front of the queue.</summary>
public sealed record QueuedBody(int Queued);

/// <summary>What to change of a calendar; what is left out stays.</summary>
/// <param name="Blocks">Its events make the member busy.</param>
/// <param name="SyncEveryMinutes">How often it is polled, from 1 to 1440 minutes.</param>
/// <param name="Hue">Its colour on the page, from 0 to 360.</param>
/// <param name="TentativeBlocks">So do events that are not yet agreed.</param>
/// <param name="DeclinedBlocks">So do events she declined.</param>
/// <param name="AllDayBlocks">So do events of whole days.</param>
/// <param name="OutOfOfficeBlocks">So do absences.</param>
/// <param name="FreeBlocks">So do events shown as free.</param>
/// <param name="OnConflict">What to do where an event claims time that is already taken here.</param>
/// <param name="WriteTarget">True: what is booked is written to it, and to no other calendar of hers. It can only be moved: false is refused.</param>
public sealed record CalendarChangeBody(
    bool? Blocks = null,
    int? SyncEveryMinutes = null,
    int? Hue = null,
    bool? TentativeBlocks = null,
    bool? DeclinedBlocks = null,
    bool? AllDayBlocks = null,
    bool? OutOfOfficeBlocks = null,
    bool? FreeBlocks = null,
    ConflictHandling? OnConflict = null,
    bool? WriteTarget = null)
{
    internal CalendarChange ToChange() => new(Blocks, SyncEveryMinutes, Hue) { Block = Kinds(true), Unblock = Kinds(false), OnConflict = OnConflict, WriteTarget = WriteTarget };

    private EventKinds Kinds(bool block) => new[]
    {
        (TentativeBlocks, EventKinds.Tentative), (DeclinedBlocks, EventKinds.Declined), (AllDayBlocks, EventKinds.AllDay), (OutOfOfficeBlocks, EventKinds.OutOfOffice), (FreeBlocks, EventKinds.Free),
    }.Where(k => k.Item1 == block).Aggregate(EventKinds.None, (all, k) => all | k.Item2);
}

/// <summary>A calendar of a connected account.</summary>
public sealed record CalendarBody
{
    public required Guid Id { get; init; }

    public required Guid ConnectionId { get; init; }

    /// <summary>Key of the provider.</summary>
    public required string Provider { get; init; }

    public required string AccountName { get; init; }

    public required string Name { get; init; }

    /// <summary>IANA id as the vendor gives it.</summary>
    public required string? TimeZone { get; init; }

    public required int Hue { get; init; }

    public required bool IsPrimary { get; init; }

    public required bool IsWritable { get; init; }

    /// <summary>Its events make the member busy.</summary>
    public required bool Blocks { get; init; }

    /// <summary>So do its events that are not yet agreed.</summary>
    public required bool TentativeBlocks { get; init; }

    /// <summary>So do its events she declined.</summary>
    public required bool DeclinedBlocks { get; init; }

    /// <summary>So do its events of whole days.</summary>
    public required bool AllDayBlocks { get; init; }

    /// <summary>So do its absences.</summary>
    public required bool OutOfOfficeBlocks { get; init; }

    /// <summary>So do its events shown as free.</summary>
    public required bool FreeBlocks { get; init; }

    public required ConflictHandling OnConflict { get; init; }

    /// <summary>What is booked is written to it.</summary>
    public required bool WriteTarget { get; init; }

    public required int SyncEveryMinutes { get; init; }

    /// <summary>The vendor tells of changes at once; polling goes on beside it.</summary>
    public required bool IsPushed { get; init; }

    /// <summary>Freshness: up to when the stored copy is known to be true; null: never read whole.</summary>
    public required Instant? TrueUpTo { get; init; }

    /// <summary>Since when the vendor no longer lists it.</summary>
    public required Instant? GoneSince { get; init; }

    public required Instant? NextSyncAt { get; init; }

    /// <summary>True while it is being read.</summary>
    public required bool Syncing { get; init; }

    /// <summary>What If-Match asks for; the ETag begins with it.</summary>
    public required long Version { get; init; }

    internal static CalendarBody Of(CalendarView view) => new()
    {
        Id = view.Id,
        ConnectionId = view.ConnectionId,
        Provider = view.Provider.Key,
        AccountName = view.AccountName,
        Name = view.Name,
        TimeZone = view.TimeZone,
        Hue = view.Hue,
        IsPrimary = view.IsPrimary,
        IsWritable = view.IsWritable,
        Blocks = view.Blocks,
        TentativeBlocks = view.BlockingKinds.HasFlag(EventKinds.Tentative),
        DeclinedBlocks = view.BlockingKinds.HasFlag(EventKinds.Declined),
        AllDayBlocks = view.BlockingKinds.HasFlag(EventKinds.AllDay),
        OutOfOfficeBlocks = view.BlockingKinds.HasFlag(EventKinds.OutOfOffice),
        FreeBlocks = view.BlockingKinds.HasFlag(EventKinds.Free),
        OnConflict = view.OnConflict,
        WriteTarget = view.IsWriteTarget,
        SyncEveryMinutes = view.SyncEveryMinutes,
        IsPushed = view.IsPushed,
        TrueUpTo = view.TrueUpTo,
        GoneSince = view.GoneSince,
        NextSyncAt = view.NextSyncAt,
        Syncing = view.Running is not null,
        Version = view.Version,
    };
}

/// <summary>One occurrence in time, as at the provider.</summary>
public sealed record EventBody
{
    public required Guid Id { get; init; }

    public required Guid CalendarId { get; init; }

    public required string Title { get; init; }

    public required string? Description { get; init; }

    public required string? Location { get; init; }

    /// <summary>Where a click leads at the vendor.</summary>
    public required string? Link { get; init; }

    public required string? MeetingUrl { get; init; }

    public required Instant Start { get; init; }

    /// <summary>Exclusive.</summary>
    public required Instant End { get; init; }

    /// <summary>Of all-day events: the first day. Their instants are laid out in the member's zone.</summary>
    public required LocalDate? StartDate { get; init; }

    /// <summary>Of all-day events: the day after the last.</summary>
    public required LocalDate? EndDate { get; init; }

    /// <summary>The zone the vendor wrote the time in.</summary>
    public required string? TimeZone { get; init; }

    public required EventStatus Status { get; init; }

    public required Transparency Transparency { get; init; }

    /// <summary>The member's own answer.</summary>
    public required Response Response { get; init; }

    public required EventType Type { get; init; }

    public required string? Organizer { get; init; }

    /// <summary>Who is invited.</summary>
    public required IReadOnlyList<AttendeeBody>? Attendees { get; init; }

    /// <summary>The vendor's id of the series it belongs to.</summary>
    public required string? SeriesId { get; init; }

    /// <summary>It makes the member busy, by the rules of its calendar.</summary>
    public required bool Blocks { get; init; }

    /// <summary>What it was written for, where it was written here.</summary>
    public required EventPurpose Purpose { get; init; }

    /// <summary>What If-Match asks for; another as soon as the vendor has the event otherwise.</summary>
    public required long Version { get; init; }

    internal static EventBody Of(EventView view) => new()
    {
        Id = view.Id,
        CalendarId = view.CalendarId,
        Title = view.Title,
        Description = view.Description,
        Location = view.Location,
        Link = view.Link,
        MeetingUrl = view.MeetingUrl,
        Start = view.Start,
        End = view.End,
        StartDate = view.StartDate,
        EndDate = view.EndDate,
        TimeZone = view.TimeZone,
        Status = view.Status,
        Transparency = view.Transparency,
        Response = view.Response,
        Type = view.Type,
        Organizer = view.Organizer,
        Attendees = view.Attendees is { } json ? JsonSerializer.Deserialize<IReadOnlyList<AttendeeBody>>(json, JsonSerializerOptions.Web) : null,
        SeriesId = view.SeriesId,
        Blocks = view.Blocks,
        Purpose = view.Purpose,
        Version = view.Version,
    };
}

/// <summary>Somebody invited to an event.</summary>
/// <param name="Name">What people call her.</param>
/// <param name="Email">Her address.</param>
/// <param name="Response">Her answer, in the vendor's words.</param>
public sealed record AttendeeBody(string? Name, string? Email, string? Response);
