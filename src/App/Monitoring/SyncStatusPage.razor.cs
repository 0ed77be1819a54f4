using App.Calendars;
using App.Domain;
using App.Infrastructure;
using App.Infrastructure.Calendars;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Monitoring;

/// <summary>What runs, what waits, what failed, and what was: live.</summary>
public partial class SyncStatusPage
{
    private const int Rows = 20;

    private SyncStatus? _status;
    private DriftReport? _drift;
    private int? _asked;
    private Page<SyncRunView>? _history;

    [SupplyParameterFromQuery(Name = "everyone")] public bool EveryoneWished { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageTrail { get; set; }

    [Inject] private ReadSyncStatus ReadSyncStatus { get; set; } = null!;

    [Inject] private ListSyncRuns ListSyncRuns { get; set; } = null!;

    [Inject] private ReadDrift ReadDrift { get; set; } = null!;

    [Inject] private RequestReconcile RequestReconcile { get; set; } = null!;

    [Inject] private RequestSync RequestSync { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Syncs, Topics.Calendars, Topics.Connections };

    private bool Everyone => EveryoneWished && Viewer.CanAdminister;

    private CursorTrail Trail => CursorTrail.Parse(PageTrail);

    private string Summary => _status switch
    {
        null => "How syncing stands is being read.",
        { Failed.Count: > 0 and var failed } when _status.Failed.Any(r => RunWords.Needs(r) is not null) => $"{RunWords.Unread(failed)} until you act. Nothing was lost.",
        { Failed.Count: > 0 and var failed } => $"{RunWords.Unread(failed)} and will be tried again. Nothing was lost.",
        { Running.Count: > 0 and var running } => running == 1 ? "1 pass is running." : $"{running} passes are running.",
        { Queued.Count: > 0 } => "Passes are due and about to run.",
        _ => "Everything is in step. Nothing is running.",
    };

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadSyncStatus.RunAsync(Actor, Everyone, cancellationToken)).TryGet(out var status, out var failure)
            || !(await ListSyncRuns.RunAsync(Actor, new SyncRunQuery(Everyone: Everyone, Cursor: Trail.Current, Limit: Rows), cancellationToken)).TryGet(out var history, out failure)
            || !(await ReadDrift.RunAsync(Actor, Everyone, cancellationToken)).TryGet(out var drift, out failure))
        {
            return failure;
        }

        (_status, _history, _drift) = (status, history, drift);
        return null;
    }

    private string Figure(int? value) => value is { } known ? Viewer.Number(known) : "–";

    private string? HrefOf(string? trail) => trail is null ? null
        : Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["page"] = trail.Length == 0 ? null : trail });

    private Task SyncAllAsync() => DoAsync("all", ct => RequestSync.RunAsync(Actor, new SyncRequest(), ct));

    private Task CompareAsync() => DoAsync("compare", async ct =>
    {
        var queued = await RequestReconcile.RunAsync(Actor, null, ct);
        _asked = queued.IsOk ? queued.Value : null;
        return queued;
    });

    private Task RetryAsync(Guid calendar) => DoAsync(calendar.ToString(), ct => RequestSync.RunAsync(Actor, new SyncRequest(CalendarId: calendar), ct));
}
