using App.Domain.Connections;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>Tells endpoints how connections stand, in the transaction in which that changes.</summary>
internal static class ConnectionMessages
{
    /// <summary>Tells what new consent made of a connection; nothing where it had worked before.</summary>
    /// <param name="before">Where it stood, and since when; null: it is new.</param>
    public static void TellOfConsent(this AppDbContext db, Connection connection, ProviderManifest provider, (ConnectionStatus Status, Instant Since, bool PausedByErrors)? before)
    {
        switch (before)
        {
            case null or { Status: ConnectionStatus.Disconnected }:
                Tell(db, connection, EventTypes.ConnectionConnected, new ConnectionConnectedData(Told(connection, provider), before is not null));
                break;
            case { Status: ConnectionStatus.NeedsReconnect } or { PausedByErrors: true }:
                db.TellOfRecovery(connection, provider, before.Value.Status, before.Value.Since);
                break;
        }
    }

    public static void TellOfRecovery(this AppDbContext db, Connection connection, ProviderManifest provider, ConnectionStatus before, Instant since) =>
        Tell(db, connection, EventTypes.ConnectionRecovered, new ConnectionRecoveredData(Told(connection, provider), before, since));

    public static void TellOfEndedAccess(this AppDbContext db, Connection connection, ProviderManifest provider, string code, string reason) =>
        Tell(db, connection, EventTypes.ConnectionNeedsReconnect, new ConnectionNeedsReconnectData(Told(connection, provider), code, reason));

    public static void TellOfDisconnected(this AppDbContext db, Connection connection, ProviderManifest provider, string by) =>
        Tell(db, connection, EventTypes.ConnectionDisconnected, new ConnectionDisconnectedData(Told(connection, provider), by));

    private static void Tell<T>(AppDbContext db, Connection connection, EventType<T> type, T data)
        where T : class =>
        db.Tell(connection.OrganizationId, type, data, new MessageSubject(connection.Id, connection.Id));

    private static ToldConnection Told(Connection connection, ProviderManifest provider) =>
        new(connection.Id, provider.Key, provider.Name, connection.AccountName, connection.MemberId, connection.Status);
}
