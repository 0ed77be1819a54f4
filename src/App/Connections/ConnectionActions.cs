using App.Domain;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;

namespace App.Connections;

/// <summary>What can be done to a connection from a page; each is one use case.</summary>
public sealed class ConnectionActions(RequestSync sync, PauseConnection pause, ResumeConnection resume, DisconnectConnection disconnect)
{
    public Task<Result<int>> SyncAsync(Actor actor, ConnectionView connection, bool full, CancellationToken cancellationToken) =>
        sync.RunAsync(actor, new SyncRequest(ConnectionId: connection.Id, Full: full), cancellationToken);

    public Task<Result<Done>> PauseAsync(Actor actor, ConnectionView connection, CancellationToken cancellationToken) =>
        pause.RunAsync(actor, connection.Id, null, cancellationToken);

    public Task<Result<Done>> ResumeAsync(Actor actor, ConnectionView connection, CancellationToken cancellationToken) =>
        resume.RunAsync(actor, connection.Id, null, cancellationToken);

    public Task<Result<Disconnected>> DisconnectAsync(Actor actor, ConnectionView connection, CancellationToken cancellationToken) =>
        disconnect.RunAsync(actor, connection.Id, null, cancellationToken);
}
