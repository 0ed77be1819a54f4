using NodaTime;

namespace App.Domain.Connections;

/// <summary>One member's link to one account at a provider. Keeps its id through reconnecting. Unique per member, provider and account.</summary>
public sealed class Connection : IVersioned, ITopical
{
    /// <summary>So many errors of its own in a row pause it.</summary>
    public const int ErrorsUntilPause = 5;

    /// <summary>Error code: this server's key ring does not open its credential. The operator's to mend; nothing is lost yet.</summary>
    public const string CredentialLocked = "unavailable_seal";

    /// <summary>Error code: the operator gave its credential up together with the key that opened it.</summary>
    public const string CredentialLost = "credential_lost";

    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; set; }

    public required string Provider { get; init; }

    /// <summary>The vendor's own, unchanging id of the account.</summary>
    public required string AccountId { get; init; }

    /// <summary>What people call the account: its address, mostly.</summary>
    public required string AccountName { get; set; }

    public ConnectionStatus Status { get; set; }

    /// <summary>True: paused by itself after <see cref="ErrorsUntilPause"/> errors; it is probed and resumes alone.</summary>
    public bool PausedByErrors { get; set; }

    /// <summary>Granted scopes, separated by spaces.</summary>
    public string Scopes { get; set; } = "";

    public Instant CreatedAt { get; init; }

    /// <summary>When a pass over any of its calendars last succeeded.</summary>
    public Instant? LastSyncAt { get; set; }

    /// <summary>When the vendor last answered a request of it.</summary>
    public Instant? LastUsedAt { get; set; }

    /// <summary>When its status last changed.</summary>
    public Instant StatusSince { get; set; }

    /// <summary>Errors of its own in a row; the vendor's outages do not count.</summary>
    public int ConsecutiveErrors { get; set; }

    /// <summary>Failure code of the last error, or null when the last try worked.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The last error as a sentence for people.</summary>
    public string? ErrorText { get; set; }

    public Instant? ErrorAt { get; set; }

    /// <summary>Not asked before this moment (rate limit, back-off, probe of a paused one).</summary>
    public Instant? RetryAt { get; set; }

    public Instant? CalendarsListedAt { get; set; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Connections;

    /// <summary>True while the vendor may be asked on its behalf.</summary>
    public bool IsLive => Status is ConnectionStatus.Active or ConnectionStatus.Error or ConnectionStatus.Pending;

    public IReadOnlySet<string> ScopeSet => SetOf(Scopes);

    public static IReadOnlySet<string> SetOf(string scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        return scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }

    public void Become(ConnectionStatus status, Instant now)
    {
        if (Status != status)
        {
            (Status, StatusSince) = (status, now);
        }
    }

    /// <summary>New consent was given: whatever was held against it is forgotten.</summary>
    public void Revive(Instant now)
    {
        Become(ConnectionStatus.Active, now);
        Forget(now);
    }

    /// <summary>The vendor answered as it should. Access that has ended comes back by consent alone.</summary>
    /// <returns>True when it had been in trouble that was told, so that the recovery is told too.</returns>
    public bool Recover(Instant now)
    {
        if (Status == ConnectionStatus.NeedsReconnect)
        {
            return false;
        }

        var told = PausedByErrors;
        if (Status is ConnectionStatus.Error or ConnectionStatus.Pending || PausedByErrors)
        {
            Become(ConnectionStatus.Active, now);
        }

        Forget(now);
        return told;
    }

    /// <summary>
    /// A probe of one that had paused itself was answered: what paused it is tried once more, and only its success is a recovery.
    /// </summary>
    public void TryAgain(Instant now)
    {
        Become(ConnectionStatus.Error, now);
        (ConsecutiveErrors, RetryAt, LastUsedAt) = (ErrorsUntilPause - 1, null, now);
    }

    private void Forget(Instant now) =>
        (ConsecutiveErrors, ErrorCode, ErrorText, ErrorAt, RetryAt, PausedByErrors, LastUsedAt) = (0, null, null, null, null, false, now);
}
