namespace App.Domain.Connections;

/// <summary>How a connection stands.</summary>
public enum ConnectionStatus
{
    /// <summary>Consent was given; the account is still being identified.</summary>
    Pending = 0,

    Active = 1,

    /// <summary>The vendor ended our access; only the member can mend it.</summary>
    NeedsReconnect = 2,

    /// <summary>The last tries failed; it is tried again by itself.</summary>
    Error = 3,

    /// <summary>Stopped by a person, or by itself after repeated errors (<see cref="Connection.PausedByErrors"/>).</summary>
    Paused = 4,

    /// <summary>Ended: credentials, calendars and events are deleted; the row keeps the account's identity so that reconnecting revives its id.</summary>
    Disconnected = 5,
}
