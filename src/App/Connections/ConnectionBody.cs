using System.Globalization;
using App.Domain.Connections;
using App.Infrastructure.Connections;
using NodaTime;

namespace App.Connections;

/// <summary>A member's link to one account at a provider. It keeps its id through reconnecting.</summary>
public sealed record ConnectionBody
{
    public required Guid Id { get; init; }

    /// <summary>Key of the provider.</summary>
    public required string Provider { get; init; }

    /// <summary>What people call the account, mostly its address.</summary>
    public required string AccountName { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid MemberId { get; init; }

    public required string MemberName { get; init; }

    public required ConnectionStatus Status { get; init; }

    /// <summary>How it stands, as a sentence for people; times in UTC.</summary>
    public required string Sentence { get; init; }

    public required Instant StatusSince { get; init; }

    /// <summary>True: paused by itself after repeated errors; it resumes by itself.</summary>
    public required bool PausedByErrors { get; init; }

    /// <summary>Granted scopes.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Scopes asked for and not granted.</summary>
    public required IReadOnlyList<string> MissingScopes { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>When the vendor's access ends; it is renewed before.</summary>
    public required Instant? AccessExpiresAt { get; init; }

    public required Instant? LastSyncAt { get; init; }

    public required Instant? LastUsedAt { get; init; }

    /// <summary>Errors of its own in a row; outages of the vendor don't count.</summary>
    public required int ConsecutiveErrors { get; init; }

    /// <summary>The last error, while it lasts.</summary>
    public required ConnectionErrorBody? Error { get; init; }

    /// <summary>Not tried before this moment.</summary>
    public required Instant? RetryAt { get; init; }

    public required int Calendars { get; init; }

    public required int BlockingCalendars { get; init; }

    /// <summary>Freshness: up to when the stored copy of what blocks time is known to be true; null while something was never read whole.</summary>
    public required Instant? TrueUpTo { get; init; }

    /// <summary>True while a calendar of it is being read.</summary>
    public required bool Syncing { get; init; }

    /// <summary>What If-Match asks for; the ETag begins with it.</summary>
    public required long Version { get; init; }

    internal static Func<ConnectionView, ConnectionBody> At(Instant now) => view => Of(view, now);

    internal static ConnectionBody Of(ConnectionView view, Instant now) => new()
    {
        Id = view.Id,
        Provider = view.Provider.Key,
        AccountName = view.AccountName,
        MemberId = view.MemberId,
        MemberName = view.MemberName,
        Status = view.Status,
        Sentence = view.Standing(now, DateTimeZone.Utc, CultureInfo.GetCultureInfo("en-GB")).Sentence,
        StatusSince = view.StatusSince,
        PausedByErrors = view.PausedByErrors,
        Scopes = view.Scopes,
        MissingScopes = [.. view.Missing.Select(s => s.Scope)],
        CreatedAt = view.CreatedAt,
        AccessExpiresAt = view.AccessExpiresAt,
        LastSyncAt = view.LastSyncAt,
        LastUsedAt = view.LastUsedAt,
        ConsecutiveErrors = view.ConsecutiveErrors,
        Error = view.ErrorCode is { } code ? new(code, view.ErrorText ?? "", view.ErrorAt) : null,
        RetryAt = view.RetryAt,
        Calendars = view.Calendars,
        BlockingCalendars = view.BlockingCalendars,
        TrueUpTo = view.TrueUpTo,
        Syncing = view.Running > 0,
        Version = view.Version,
    };
}

/// <summary>Why the last try failed.</summary>
/// <param name="Code">Stable and meant for programs.</param>
/// <param name="Text">A sentence for people.</param>
/// <param name="At">When it happened.</param>
public sealed record ConnectionErrorBody(string Code, string Text, Instant? At);
