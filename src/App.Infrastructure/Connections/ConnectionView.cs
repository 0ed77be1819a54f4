using System.Globalization;
using App.Domain.Connections;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>A connection as pages and programs see it.</summary>
public sealed record ConnectionView
{
    public required Guid Id { get; init; }

    public required Guid MemberId { get; init; }

    public required string MemberName { get; init; }

    public required ProviderManifest Provider { get; init; }

    public required string AccountName { get; init; }

    public ConnectionStatus Status { get; init; }

    public bool PausedByErrors { get; init; }

    public Instant StatusSince { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Permissions asked for and not given.</summary>
    public IReadOnlyList<ScopeRequest> Missing { get; init; } = [];

    public Instant CreatedAt { get; init; }

    /// <summary>When the access token ends; it is refreshed before.</summary>
    public Instant? AccessExpiresAt { get; init; }

    public Instant? LastSyncAt { get; init; }

    public Instant? LastUsedAt { get; init; }

    public int ConsecutiveErrors { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorText { get; init; }

    public Instant? ErrorAt { get; init; }

    public Instant? RetryAt { get; init; }

    public int Calendars { get; init; }

    /// <summary>Those read whole at least once.</summary>
    public int ReadCalendars { get; init; }

    public int BlockingCalendars { get; init; }

    /// <summary>Blocking calendars of whose changes the vendor tells at once.</summary>
    public int PushedCalendars { get; init; }

    /// <summary>Why the vendor does not tell of all of them, where it was asked.</summary>
    public string? PushRefusal { get; init; }

    /// <summary>Freshness: the oldest of its blocking calendars; null while one was never read whole.</summary>
    public Instant? TrueUpTo { get; init; }

    /// <summary>Passes running now.</summary>
    public int Running { get; init; }

    /// <summary>Events the running passes have read so far.</summary>
    public int EventsRead { get; init; }

    /// <summary>True until every calendar was read whole once.</summary>
    public bool NeverRead { get; init; }

    /// <summary>True while the last pass over one of its calendars failed.</summary>
    public bool Failing { get; init; }

    public long Version { get; init; }

    public Standing Standing(Instant now, DateTimeZone zone, CultureInfo culture) => Domain.Connections.Standing.Of(
        new StandingFacts
        {
            ProviderName = Provider.Name,
            Vendor = Provider.Vendor,
            Status = Status,
            PausedByErrors = PausedByErrors,
            StatusSince = StatusSince,
            ErrorCode = ErrorCode,
            ErrorText = ErrorText,
            RetryAt = RetryAt,
            TrueUpTo = TrueUpTo,
            BlockingCalendars = BlockingCalendars,
            Syncing = Running > 0,
            EventsRead = EventsRead,
            NeverRead = NeverRead,
            Without = (Missing.FirstOrDefault(s => s.Required) ?? Missing.FirstOrDefault())?.Without,
            IsHeard = Provider.IsHeard,
            MustAllow = (NeverRead || Failing) && Missing.Any(s => s.Required),
        },
        now,
        zone,
        culture);
}
