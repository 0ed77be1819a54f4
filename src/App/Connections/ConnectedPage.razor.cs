using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using Microsoft.AspNetCore.Components;

namespace App.Connections;

/// <summary>What became of a try at connecting, and its first sync as it goes. Read-only: reloading it changes nothing.</summary>
public partial class ConnectedPage
{
    private AttemptView? _attempt;
    private ConnectionView? _connection;
    private IReadOnlyList<CalendarView> _calendars = [];

    [Parameter] public Guid? AttemptId { get; set; }

    /// <summary>Why the vendor's answer could not be used; one of <see cref="ConnectProblem"/>.</summary>
    [SupplyParameterFromQuery(Name = "problem")] public string? Problem { get; set; }

    /// <summary>The connection that was made without a consent.</summary>
    [SupplyParameterFromQuery(Name = "connection")] public Guid? ConnectionId { get; set; }

    /// <summary>Of <see cref="ConnectionId"/>: it was connected before.</summary>
    [SupplyParameterFromQuery(Name = "again")] public bool? Again { get; set; }

    [Inject] private ReadAttempt ReadAttempt { get; set; } = null!;

    [Inject] private ListConnections ListConnections { get; set; } = null!;

    [Inject] private ListCalendars ListCalendars { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Attempts, Topics.Connections, Topics.Calendars, Topics.Syncs };

    private ProviderManifest? Provider => _attempt?.Provider ?? _connection?.Provider;

    private string Vendor => Provider?.Vendor ?? "the service";

    private bool IsRevived => _attempt?.Revived ?? Again is true;

    private IReadOnlyList<string> Steps => ConnectSteps.For(Provider);

    private string Heading => _attempt switch
    {
        { Status: AttemptStatus.Completed, Revived: true } a => $"{a.Provider.Name} is connected again",
        { Status: AttemptStatus.Completed } a => $"{a.Provider.Name} is connected",
        { Status: AttemptStatus.OtherAccount } => "This is another account",
        null when _connection is { } c => $"{c.Provider.Name} is connected{(IsRevived ? " again" : "")}",
        { Status: AttemptStatus.Failed } or null => "Nothing was connected",
        { } a => Problem is null ? $"Connecting {a.Provider.Name}" : "Nothing was connected",
    };

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (AttemptId is null && ConnectionId is { } connected)
        {
            return await ReadConnectionAsync(connected, cancellationToken);
        }

        if (AttemptId is not { } id)
        {
            return Problem is null ? new Failure.NotFound("The page") : null;
        }

        if (!(await ReadAttempt.RunAsync(Actor, id, cancellationToken)).TryGet(out var attempt, out var failure))
        {
            return failure;
        }

        _attempt = attempt;
        return attempt is { Status: AttemptStatus.Completed, ConnectionId: { } connectionId } ? await ReadConnectionAsync(connectionId, cancellationToken) : null;
    }

    private async Task<Failure?> ReadConnectionAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!(await ListConnections.ReadAsync(Actor, id, cancellationToken)).TryGet(out var connection, out var failure)
            || !(await ListCalendars.RunAsync(Actor, id, cancellationToken)).TryGet(out var calendars, out failure))
        {
            return failure;
        }

        (_connection, _calendars) = (connection, calendars);
        return null;
    }
}
