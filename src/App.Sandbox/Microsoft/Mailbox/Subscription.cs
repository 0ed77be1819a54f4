namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>What an application asked to be told of one mailbox.</summary>
internal sealed record Subscription
{
    public required string Id { get; init; }

    public required string Account { get; init; }

    public required string Resource { get; init; }

    public required string ChangeType { get; init; }

    public required string NotificationUrl { get; init; }

    public string? LifecycleUrl { get; init; }

    public string? ClientState { get; init; }

    public required long ExpirationMs { get; init; }

    /// <summary>Whether ids in its notifications are immutable, as was asked when it was made.</summary>
    public bool Immutable { get; init; }

    /// <summary>Told to reauthorize, and quiet until the application does.</summary>
    public bool IsPaused { get; init; }

    public bool Wants(string kind) => ChangeType.Split(',', StringSplitOptions.TrimEntries).Contains(kind);
}
