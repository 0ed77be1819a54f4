using App.Api;
using App.Auth;
using App.Domain.Calendars;
using App.Infrastructure.Calendars;
using NodaTime;

namespace App.Calendars;

/// <summary>Keeping in step: what ran, and running it now.</summary>
internal static class SyncEndpoints
{
    public static void MapSyncs(this RouteGroupBuilder api)
    {
        api.MapGet("/sync-runs", ListAsync).WithTags("Sync");
        api.MapPost("/sync-all", SyncAllAsync).WithTags("Sync");
        api.MapGet("/drift", DriftAsync).WithTags("Sync");
    }

    /// <summary>List sync runs</summary>
    /// <remarks>Newest first. Runs that changed nothing are rolled up by the hour (<c>repeats</c>).</remarks>
    /// <param name="calendar">Only those of this calendar.</param>
    /// <param name="connection">Only those of this connection.</param>
    /// <param name="status">Only those that stand or ended so.</param>
    /// <param name="everyone">True: those of all members; for Owners and Admins.</param>
    private static Task<Answer<Paged<SyncRunBody>>> ListAsync(HttpContext context, [AsParameters] PageRequest page, ListSyncRuns runs, CancellationToken cancellationToken, Guid? calendar = null, Guid? connection = null, Word<SyncRunStatus>? status = null, bool everyone = false) =>
        page.AnswerAsync(context, size => runs.RunAsync(context.GetActor(), new SyncRunQuery(calendar, connection, status?.Value, everyone, page.Cursor, size), cancellationToken), SyncRunBody.Of);

    /// <summary>Sync all of your calendars now</summary>
    /// <param name="full">True: everything is read again instead of only what changed.</param>
    private static async Task<Accepted<QueuedBody>> SyncAllAsync(HttpContext context, RequestSync sync, CancellationToken cancellationToken, bool full = false) =>
        (await sync.RunAsync(context.GetActor(), new SyncRequest(Full: full), cancellationToken)).ToAccepted(queued => new QueuedBody(queued));

    /// <summary>Read how true the copies are</summary>
    /// <remarks>Sums up the comparisons of the last 30 days.</remarks>
    /// <param name="everyone">True: of all members; for Owners and Admins.</param>
    private static async Task<Answer<DriftBody>> DriftAsync(HttpContext context, ReadDrift drift, CancellationToken cancellationToken, bool everyone = false) =>
        (await drift.RunAsync(context.GetActor(), everyone, cancellationToken)).ToAnswer(DriftBody.Of);
}

/// <summary>One pass of keeping a calendar in step.</summary>
public sealed record SyncRunBody
{
    public required Guid Id { get; init; }

    public required Guid CalendarId { get; init; }

    public required Guid ConnectionId { get; init; }

    public required string CalendarName { get; init; }

    /// <summary>Key of the provider.</summary>
    public required string Provider { get; init; }

    public required SyncTrigger Trigger { get; init; }

    /// <summary>Everything was read, not only what changed.</summary>
    public required bool Full { get; init; }

    public required SyncRunStatus Status { get; init; }

    public required Instant StartedAt { get; init; }

    public required Instant? EndedAt { get; init; }

    public required int Pages { get; init; }

    /// <summary>Requests sent to the vendor.</summary>
    public required int Calls { get; init; }

    public required int Added { get; init; }

    public required int Changed { get; init; }

    public required int Deleted { get; init; }

    /// <summary>Malformed records left out.</summary>
    public required int SetAside { get; init; }

    /// <summary>How many passes this line stands for.</summary>
    public required int Repeats { get; init; }

    public required string? ErrorCode { get; init; }

    public required string? ErrorText { get; init; }

    internal static SyncRunBody Of(SyncRunView view) => new()
    {
        Id = view.Id,
        CalendarId = view.CalendarId,
        ConnectionId = view.ConnectionId,
        CalendarName = view.CalendarName,
        Provider = view.Provider,
        Trigger = view.Trigger,
        Full = view.Full,
        Status = view.Status,
        StartedAt = view.StartedAt,
        EndedAt = view.EndedAt,
        Pages = view.Pages,
        Calls = view.Calls,
        Added = view.Added,
        Changed = view.Changed,
        Deleted = view.Deleted,
        SetAside = view.SetAside,
        Repeats = view.Repeats,
        ErrorCode = view.ErrorCode,
        ErrorText = view.ErrorText,
    };
}
