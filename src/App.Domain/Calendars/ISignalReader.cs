using NodaTime;

namespace App.Domain.Calendars;

/// <summary>What a vendor pushes: something changed, or something about the channel itself.</summary>
public enum SignalKind
{
    /// <summary>The channel is open; nothing has changed.</summary>
    Opened = 0,

    /// <summary>Something changed, or a signal may have been lost.</summary>
    Changed = 1,

    /// <summary>The vendor goes on only once the channel is renewed.</summary>
    RenewalWanted = 2,

    /// <summary>The vendor has ended the channel; what changed since is unknown.</summary>
    Ended = 3,
}

/// <summary>Reads a vendor's pushes. Pure: asks nobody and trusts nothing; whoever calls compares the secrets.</summary>
public interface ISignalReader
{
    /// <summary>What can't be a push of this vendor's is <see cref="Failure.Invalid"/>.</summary>
    Result<PushContent> Read(PushRequest request);
}

/// <summary>A request as it came in.</summary>
/// <param name="Header">A header by its name; null where there is none.</param>
/// <param name="Query">A parameter of the address by its name; null where there is none.</param>
public sealed record PushRequest(Func<string, string?> Header, Func<string, string?> Query, ReadOnlyMemory<byte> Body);

/// <summary>What a push says.</summary>
/// <param name="Echo">What the vendor wants back as plain text, to see that the address is ours; then there are no signals.</param>
public sealed record PushContent(string? Echo, IReadOnlyList<Signal> Signals);

/// <summary>One thing told through a channel.</summary>
/// <param name="Secret">As presented; nobody has compared it yet.</param>
/// <param name="Channel">What the vendor calls the channel.</param>
/// <param name="ExpiresAt">When it ends, where the vendor says.</param>
public sealed record Signal(SignalKind Kind, string Secret, VendorChannel? Channel, Instant? ExpiresAt)
{
    public override string ToString() => $"Signal {Kind}";
}
