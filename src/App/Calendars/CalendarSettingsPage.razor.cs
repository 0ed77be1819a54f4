using App.Connections;
using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Calendars;

/// <summary>How one connection is kept: which calendars block, how often, what happened, and how it ends. The page of the history is in the address.</summary>
public partial class CalendarSettingsPage
{
    private const int HistoryRows = 10;

    private ConnectionView? _connection;
    private IReadOnlyList<CalendarView>? _calendars;
    private Page<SyncRunView>? _runs;
    private bool _leaving;

    [Parameter] public Guid ConnectionId { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageTrail { get; set; }

    [Inject] private ListConnections ListConnections { get; set; } = null!;

    [Inject] private ListCalendars ListCalendars { get; set; } = null!;

    [Inject] private ListSyncRuns ListSyncRuns { get; set; } = null!;

    [Inject] private ChangeCalendar ChangeCalendar { get; set; } = null!;

    [Inject] private ConnectionActions Actions { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Connections, Topics.Calendars, Topics.Syncs };

    private CursorTrail Trail => CursorTrail.Parse(PageTrail);

    private Standing Standing => _connection!.Standing(Clock.Now(), Viewer.Zone, Viewer.Culture);

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await ListConnections.ReadAsync(Actor, ConnectionId, cancellationToken)).TryGet(out var connection, out var failure)
            || !(await ListCalendars.RunAsync(Actor, ConnectionId, cancellationToken)).TryGet(out var calendars, out failure)
            || !(await ListSyncRuns.RunAsync(Actor, new SyncRunQuery(ConnectionId: ConnectionId, Cursor: Trail.Current, Limit: HistoryRows), cancellationToken)).TryGet(out var runs, out failure))
        {
            return failure;
        }

        if (connection.Status == ConnectionStatus.Disconnected)
        {
            return new Failure.NotFound("The connection");
        }

        (_connection, _calendars, _runs) = (connection, calendars, runs);
        return null;
    }

    private string? HrefOf(string? trail) => trail is null ? null : $"{Urls.CalendarSettings(ConnectionId)}{(trail.Length == 0 ? "" : $"?page={trail}")}";

    private Task SyncAsync() => DoAsync("sync", ct => Actions.SyncAsync(Actor, _connection!, full: false, ct));

    private Task FullAsync() => DoAsync("full", ct => Actions.SyncAsync(Actor, _connection!, full: true, ct));

    private Task PauseAsync() => DoAsync("pause", ct => Actions.PauseAsync(Actor, _connection!, ct));

    private Task ResumeAsync() => DoAsync("sync", ct => Actions.ResumeAsync(Actor, _connection!, ct));

    /// <summary>Each control is one change of its own, so that two of them in a row are both done, whatever the first made of the version.</summary>
    private Task ChangeAsync(CalendarView calendar, CalendarChange change) =>
        DoAsync($"{calendar.Id} {change}", ct => ChangeCalendar.RunAsync(Actor, calendar.Id, change, null, ct));

    private async Task DisconnectAsync()
    {
        var ended = await Actions.DisconnectAsync(Actor, _connection!, Gone);
        if (ended.IsOk)
        {
            Navigation.NavigateTo(Urls.Integrations, new NavigationOptions { HistoryEntryState = ended.Value.Note });
        }
        else
        {
            Refusal = ended.Failure.Reason;
        }
    }
}
