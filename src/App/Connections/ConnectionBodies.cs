using App.Domain.Connections;
using App.Infrastructure.Monitoring;
using NodaTime;

namespace App.Connections;

/// <summary>A connection by password or address.</summary>
/// <param name="Provider">Key of the provider, such as <c>caldav</c>.</param>
/// <param name="Url">Address of the server or feed; left out where the provider has one of its own.</param>
/// <param name="UserName">As the member signs in there; left out for feeds.</param>
/// <param name="Password">Stored sealed; of Apple an app-specific one. Left out for feeds.</param>
/// <param name="ConnectionId">The connection to revive; left out for a new one.</param>
public sealed record NewConnectionBody(string Provider, string? Url = null, string? UserName = null, string? Password = null, Guid? ConnectionId = null)
{
    public override string ToString() => $"NewConnectionBody of {Provider}";
}

/// <summary>What to connect.</summary>
/// <param name="Provider">Key of the provider, such as <c>google-calendar</c>.</param>
/// <param name="ReturnPath">A path of this server to end at, such as <c>/integrations</c>.</param>
/// <param name="ConnectionId">The connection to revive; left out for a new one.</param>
public sealed record AuthorizeBody(string Provider, string? ReturnPath = null, Guid? ConnectionId = null);

/// <summary>Where the member goes next.</summary>
/// <param name="AttemptId">This try at connecting.</param>
/// <param name="Url">The vendor's address, to open in a browser in which the member is signed in here.</param>
/// <param name="State">What the vendor's answer will carry.</param>
/// <param name="MemberId">Who must open it.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record AuthorizationBody(Guid AttemptId, string Url, string State, Guid MemberId, Instant ExpiresAt);

/// <summary>Settings to change; what is left out stays.</summary>
/// <param name="SyncEveryMinutes">How often its calendars are polled, from 1 to 1440 minutes.</param>
/// <param name="BlockingCalendars">Ids of its calendars that block time; all others of the connection do not.</param>
public sealed record ConnectionChangeBody(int? SyncEveryMinutes = null, IReadOnlyList<Guid>? BlockingCalendars = null);

/// <summary>What became of a connection that was ended.</summary>
/// <param name="Revoked">True: the vendor confirmed that our access has ended.</param>
/// <param name="Note">What is left to do at the vendor, where it did not.</param>
public sealed record DisconnectedBody(bool Revoked, string? Note);

/// <summary>How many connections were ended.</summary>
public sealed record DisconnectedAllBody(int Disconnected);

/// <summary>How a connection fares.</summary>
/// <param name="ConnectionId">Which.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Sentence">The same for people; times in UTC.</param>
/// <param name="TrueUpTo">Freshness.</param>
/// <param name="Checks">Probes of the last 24 hours, newest first.</param>
public sealed record HealthBody(Guid ConnectionId, ConnectionStatus Status, string Sentence, Instant? TrueUpTo, IReadOnlyList<HealthCheckBody> Checks);

/// <summary>One probe.</summary>
/// <param name="At">When.</param>
/// <param name="Ok">The vendor answered as it should.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Code">Of a failure: stable, for programs.</param>
/// <param name="Text">Of a failure: a sentence for people.</param>
public sealed record HealthCheckBody(Instant At, bool Ok, int Milliseconds, string? Code, string? Text)
{
    internal static HealthCheckBody Of(HealthCheckView check) => new(check.At, check.Ok, check.Milliseconds, check.Code, check.Text);
}
