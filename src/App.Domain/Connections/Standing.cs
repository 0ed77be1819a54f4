using System.Globalization;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Connections;

/// <summary>The colour of a status; never alone, always with its word.</summary>
public enum Tone
{
    Ok,
    Busy,
    Warn,
    Bad,
    Idle,
}

/// <summary>What a person can do about a status.</summary>
public enum Fix
{
    None,
    SyncNow,
    ViewProgress,
    Reconnect,
    Resume,
    CopyDetails,
    Allow,
}

/// <summary>The facts a status is said from.</summary>
public sealed record StandingFacts
{
    public required string ProviderName { get; init; }

    public required string Vendor { get; init; }

    public required ConnectionStatus Status { get; init; }

    public bool PausedByErrors { get; init; }

    public Instant StatusSince { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorText { get; init; }

    public Instant? RetryAt { get; init; }

    public Instant? TrueUpTo { get; init; }

    public int BlockingCalendars { get; init; }

    public bool Syncing { get; init; }

    public int EventsRead { get; init; }

    public bool NeverRead { get; init; }

    /// <summary>What does not work because a permission was not given; null when all were.</summary>
    public string? Without { get; init; }

    /// <summary>True where calendars can't be read until that permission is given.</summary>
    public bool MustAllow { get; init; }

    /// <summary>True of what sends to us and is never asked.</summary>
    public bool IsHeard { get; init; }
}

/// <summary>How a connection stands, in words: what is so, what it means, and the button that mends it.</summary>
public sealed record Standing(Tone Tone, string Word, string Sentence, Fix Fix)
{
    public static Standing Of(StandingFacts facts, Instant now, DateTimeZone zone, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(facts);
        string When(Instant at) => Moment.Say(at, now, zone, culture);
        return facts switch
        {
            { ErrorCode: Connection.CredentialLocked } => new(Tone.Bad, "Locked", "A stored credential can't be opened on this server. Tell your administrator.", Fix.CopyDetails),
            { Status: ConnectionStatus.NeedsReconnect, ErrorCode: Connection.CredentialLost } => new(Tone.Warn, "Sign in again", $"{facts.ErrorText} {Meaning(facts, When)}", Fix.Reconnect),
            { Status: ConnectionStatus.NeedsReconnect } => new(Tone.Warn, "Sign in again", $"{facts.Vendor} ended our access, seen {When(facts.StatusSince)}. {Meaning(facts, When)}", Fix.Reconnect),
            { Status: ConnectionStatus.Paused, PausedByErrors: true } => new(Tone.Warn, "Paused", $"{facts.ErrorText} We stopped after {Connection.ErrorsUntilPause} tries and look again {Next(facts, When)}.", Fix.Resume),
            { Status: ConnectionStatus.Paused, IsHeard: true } => new(Tone.Idle, "Paused", $"You paused this, {When(facts.StatusSince)}. What is sent meanwhile is refused.", Fix.Resume),
            { Status: ConnectionStatus.Paused } => new(Tone.Idle, "Paused", $"You paused this, {When(facts.StatusSince)}. Times are true up to then.", Fix.Resume),
            { Status: ConnectionStatus.Disconnected } => new(Tone.Idle, "Off", $"Disconnected, {When(facts.StatusSince)}. Its data was deleted here.", Fix.Reconnect),
            { Status: ConnectionStatus.Pending } => new(Tone.Busy, "Connecting", $"{facts.Vendor} is being asked whose account this is.", Fix.None),
            { MustAllow: true } => new(Tone.Warn, "Not allowed", $"{facts.Without} {(facts.TrueUpTo is { } known ? $"Until you allow it, busy times changed after {When(known)} are unknown." : "Until you allow it, your busy times are unknown.")}", Fix.Allow),
            { Status: ConnectionStatus.Error, ErrorCode: "rate_limited" } => new(Tone.Busy, "Waiting", $"{facts.Vendor} asked us to wait until {(facts.RetryAt is { } until ? When(until) : "later")}. We continue by ourselves.", Fix.None),
            { Status: ConnectionStatus.Error } => new(Tone.Warn, "Waiting", $"{facts.ErrorText} We try again {Next(facts, When)}.", Fix.SyncNow),
            { IsHeard: true } => new(Tone.Ok, "Open", "What is sent to its address comes in.", Fix.None),
            { NeverRead: true, Syncing: true } => new(Tone.Busy, "Syncing", $"{facts.EventsRead.ToString("N0", culture)} events read so far. You can keep working.", Fix.ViewProgress),
            { NeverRead: true } => new(Tone.Busy, "Syncing", "The first sync is about to begin. You can keep working.", Fix.ViewProgress),
            { Syncing: true } => new(Tone.Busy, "Syncing", Healthy(facts), Fix.ViewProgress),
            _ => new(Tone.Ok, "In step", Healthy(facts), Fix.SyncNow),
        };
    }

    private static string Healthy(StandingFacts facts)
    {
        var blocks = facts.BlockingCalendars switch
        {
            0 => "No calendar blocks your time.",
            1 => "1 calendar blocks your time.",
            var n => $"{n} calendars block your time.",
        };
        return facts.Without is null ? blocks : $"{blocks} {facts.Without}";
    }

    private static string Meaning(StandingFacts facts, Func<Instant, string> when) => facts.TrueUpTo is { } known
        ? $"Until you reconnect, busy times changed after {when(known)} are unknown."
        : "Nothing was deleted.";

    private static string Next(StandingFacts facts, Func<Instant, string> when) => facts.RetryAt is { } at ? $"at {when(at)}" : "by ourselves";
}
