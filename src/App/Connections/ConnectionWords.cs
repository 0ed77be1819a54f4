using App.Domain.Connections;
using App.Infrastructure.Connections;

namespace App.Connections;

/// <summary>What the pages say about a connection beyond its standing.</summary>
internal static class ConnectionWords
{
    /// <summary>True where nothing goes on until a person does something.</summary>
    public static bool NeedsSomeone(Standing standing) => standing.Fix is Fix.Reconnect or Fix.Allow or Fix.CopyDetails || (standing is { Fix: Fix.Resume, Tone: Tone.Warn or Tone.Bad });

    public static string Title(ConnectionView connection, Standing standing) => standing.Fix switch
    {
        Fix.Reconnect when connection.ErrorCode == Connection.CredentialLost => $"{connection.Provider.Name} lost its stored access",
        Fix.SyncNow => $"{connection.Provider.Name} did not answer as it should",
        Fix.Reconnect => $"{connection.Provider.Name} no longer accepts our sign-in",
        Fix.Allow => $"{connection.Provider.Name} lacks a permission",
        Fix.CopyDetails => $"{connection.Provider.Name} can't be used on this server",
        _ => $"{connection.Provider.Name} stopped after repeated errors",
    };

    /// <summary>How changes of its calendars reach us.</summary>
    public static string Arrival(ConnectionView connection) => connection switch
    {
        { PushedCalendars: 0 } => "By polling",
        _ when connection.PushedCalendars == connection.BlockingCalendars => "At once by push",
        _ => $"At once by push for {connection.PushedCalendars} of {connection.BlockingCalendars} calendars, otherwise by polling",
    };

    public static string Icon(Standing standing) => standing.Fix switch
    {
        Fix.Reconnect => "key",
        Fix.Allow => "block",
        Fix.CopyDetails => "lock",
        _ => "pause_circle",
    };
}
