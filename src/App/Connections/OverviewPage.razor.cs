using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Conflicts;
using App.Infrastructure.Connections;
using App.Infrastructure.Monitoring;
using App.Monitoring;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Connections;

/// <summary>Everything a member connected, what needs her, and what happened.</summary>
public partial class OverviewPage
{
    private const int RecentLines = 6;
    private const int QuickRows = 4;

    private IReadOnlyList<ConnectionView>? _connections;
    private IReadOnlyList<ProviderView> _providers = [];
    private IReadOnlyList<ActivityLine>? _activity;
    private SyncStatus? _status;
    private OpenConflicts? _conflicts;
    private ConnectionView? _leaving;
    private string? _note;

    [Inject] private ListConnections ListConnections { get; set; } = null!;

    [Inject] private ListProviders ListProviders { get; set; } = null!;

    [Inject] private ListActivities ListActivities { get; set; } = null!;

    [Inject] private ReadSyncStatus ReadSyncStatus { get; set; } = null!;

    [Inject] private ListConflicts ListConflicts { get; set; } = null!;

    [Inject] private ConnectionActions Actions { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Connections, Topics.Calendars, Topics.Syncs, Topics.Activities, Topics.Providers, Topics.Conflicts };

    private List<(ConnectionView Connection, Standing Standing)> Needy =>
        [.. (_connections ?? []).Select(c => (c, Standing: StandingOf(c))).Where(c => ConnectionWords.NeedsSomeone(c.Standing)).OrderByDescending(c => c.Standing.Tone == Tone.Bad)];

    private int InStep => (_connections ?? []).Where(c => StandingOf(c).Tone is Tone.Ok or Tone.Busy).Sum(c => c.ReadCalendars);

    private int Paused => (_connections ?? []).Count(c => c is { Status: ConnectionStatus.Paused, PausedByErrors: false });

    private ProviderView? First => _providers.FirstOrDefault(p => p.State == ProviderState.Available && p.Manifest.Category == Category.Calendar);

    private List<ProviderView> Quick =>
        [.. _providers.Where(p => p.State != ProviderState.Coming && !p.Manifest.IsHeard && _connections?.Any(c => c.Provider.Key == p.Manifest.Key) != true).Take(QuickRows)];

    private string Others => string.Join(", ", _providers.Where(p => p.State != ProviderState.Coming).Select(p => p.Manifest.Name).Take(3)) is { Length: > 0 } names ? names : "See what there is";

    private string Summary => _connections switch
    {
        null => "Your services are being read.",
        { Count: 0 } => "Nothing is connected yet.",
        { Count: var all } => (Needy.Count, all - Needy.Count) switch
        {
            (0, 1) => $"{_connections[0].Provider.Name} is {(Paused == 0 ? "working" : "paused")}.",
            (0, var n) => Paused == 0 ? $"All {n} services are working." : $"{n - Paused} of {n} services are working, {Paused} paused.",
            (1, 0) => $"{Needy[0].Connection.Provider.Name} needs you.",
            (1, 1) => $"{Needy[0].Connection.Provider.Name} needs you. The other one is working.",
            (1, var n) => $"{Needy[0].Connection.Provider.Name} needs you. The other {n} are working.",
            (var needy, 0) => $"All {needy} services need you.",
            (var needy, var n) => $"{needy} services need you. {n} {(n == 1 ? "is" : "are")} working.",
        },
    };

    // Disconnecting elsewhere ends here; what it could not do comes along.
    protected override void OnInitialized() => _note = Navigation.HistoryEntryState;

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        var connections = await ListConnections.RunAsync(Actor, new ConnectionQuery(), cancellationToken);
        var providers = await ListProviders.RunAsync(Actor, cancellationToken);
        var activity = await ListActivities.RunAsync(Actor, new ActivityQuery(Limit: RecentLines), cancellationToken);
        var status = await ReadSyncStatus.RunAsync(Actor, everyone: false, cancellationToken);
        var conflicts = await ListConflicts.CountAsync(Actor, cancellationToken);
        if (connections.TryGet(out var page, out var failure) && providers.TryGet(out var all, out failure) && activity.TryGet(out var lines, out failure) && status.TryGet(out var syncs, out failure) && conflicts.TryGet(out var open, out failure))
        {
            (_connections, _providers, _status, _conflicts) = (page.Items, all, syncs, open);
            _activity = [.. lines.Items.Select(ActivityWords.Line)];
        }

        return failure;
    }

    private Standing StandingOf(ConnectionView connection) => connection.Standing(Clock.Now(), Viewer.Zone, Viewer.Culture);

    private Task SyncAsync(ConnectionView connection) => DoAsync(connection.Id.ToString(), ct => Actions.SyncAsync(Actor, connection, full: false, ct));

    private Task PauseAsync(ConnectionView connection) => DoAsync(connection.Id.ToString(), ct => Actions.PauseAsync(Actor, connection, ct));

    private Task ResumeAsync(ConnectionView connection) => DoAsync(connection.Id.ToString(), ct => Actions.ResumeAsync(Actor, connection, ct));

    private Task DisconnectAsync(ConnectionView connection) => DoAsync(connection.Id.ToString(), async ct =>
    {
        var ended = await Actions.DisconnectAsync(Actor, connection, ct);
        _note = ended.IsOk ? ended.Value.Note : null;
        return ended;
    });
}
