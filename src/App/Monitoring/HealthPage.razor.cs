using App.Connections;
using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Monitoring;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace App.Monitoring;

/// <summary>A connection with its probes of the last day, newest first.</summary>
public sealed record Service(ConnectionView Connection, IReadOnlyList<HealthCheckView> Checks);

/// <summary>How each connection stands, and what to do where one does not work.</summary>
public partial class HealthPage
{
    private static readonly Duration Day = Duration.FromHours(24);

    private IReadOnlyList<Service>? _services;

    [SupplyParameterFromQuery(Name = "everyone")] public bool EveryoneWished { get; set; }

    [Inject] private ListConnections ListConnections { get; set; } = null!;

    [Inject] private CheckHealth CheckHealth { get; set; } = null!;

    [Inject] private ConnectionActions Actions { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Connections, Topics.Health, Topics.Syncs };

    private bool Everyone => EveryoneWished && Viewer.CanAdminister;

    private List<(ConnectionView Connection, Standing Standing)> Problems =>
        [.. (_services ?? []).Select(s => (s.Connection, Standing: s.Connection.Standing(Clock.Now(), Viewer.Zone, Viewer.Culture))).Where(p => p.Standing.Tone is Tone.Warn or Tone.Bad)];

    private string Summary => (_services, Problems.Count) switch
    {
        (null, _) => "How your services stand is being read.",
        ({ Count: 0 }, _) => "Nothing is connected yet.",
        (_, 0) => "Every service answers.",
        (_, 1) => "One service needs attention. Nothing was lost.",
        var (_, n) => $"{n} services need attention. Nothing was lost.",
    };

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await ListConnections.RunAsync(Actor, new ConnectionQuery(Everyone), cancellationToken)).TryGet(out var connections, out var failure))
        {
            return failure;
        }

        var since = Clock.Now() - Day;
        var services = new List<Service>();
        foreach (var connection in connections.Items)
        {
            if (!(await CheckHealth.ReadAsync(Actor, connection.Id, since, cancellationToken)).TryGet(out var checks, out failure))
            {
                return failure;
            }

            services.Add(new Service(connection, checks));
        }

        _services = services;
        return null;
    }

    private Task CheckAsync() => DoAsync("check", async ct =>
    {
        Result<HealthCheckView>? last = null;
        foreach (var service in (_services ?? []).Where(s => !s.Connection.Provider.IsHeard && (s.Connection.Status is ConnectionStatus.Active or ConnectionStatus.Error || s.Connection.PausedByErrors)))
        {
            last = await CheckHealth.RunAsync(Actor, service.Connection.Id, ct);
        }

        return last ?? new Failure.Conflict("nothing_to_check", "There is nothing to check: what is paused or signed out is not asked.");
    });

    private Task SyncAsync(ConnectionView connection) => DoAsync(connection.Id.ToString(), ct => Actions.SyncAsync(Actor, connection, full: false, ct));

    private Task ResumeAsync(ConnectionView connection) => DoAsync(connection.Id.ToString(), ct => Actions.ResumeAsync(Actor, connection, ct));
}
