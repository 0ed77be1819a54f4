using App.Domain.Calendars;
using NodaTime;

namespace App.Domain.Webhooks;

/// <summary>What the last part of an address names to which a service sends.</summary>
public enum InboundAddress
{
    /// <summary>A channel, by an id that carries a MAC: what comes are signals, which say “look again”.</summary>
    Channel = 0,

    /// <summary>A connection: what comes are events, with content that is kept.</summary>
    Connection = 1,
}

/// <summary>Reads what a service sends to an address of ours, and tells it from forgeries. Pure: asks nobody, keeps nothing.</summary>
public interface IWebhookReceiver
{
    InboundAddress Address { get; }

    /// <summary>
    /// Reads a request. What nobody signed who knows a secret is <see cref="Failure.Rejected"/>, before anything is said of its content; what is signed and can't be
    /// read is <see cref="Failure.Invalid"/>.
    /// </summary>
    Result<InboundContent> Read(InboundRequest request, InboundTrust trust);
}

/// <summary>A request as it came in.</summary>
/// <param name="Header">A header by its name; null where there is none.</param>
/// <param name="Query">A parameter of the address by its name; null where there is none.</param>
public sealed record InboundRequest(Func<string, string?> Header, Func<string, string?> Query, ReadOnlyMemory<byte> Body);

/// <summary>What the address is worth: by this a request is believed.</summary>
/// <param name="IsSecret">Tells a secret that is repeated as it is from anything else; takes the same time however much of it is right.</param>
/// <param name="Secrets">Those by which content is signed; with none nothing is believed.</param>
public sealed record InboundTrust(Func<string, bool> IsSecret, IReadOnlyList<HmacSecret> Secrets, Instant Now);

/// <summary>What was sent. Closed.</summary>
public abstract record InboundContent
{
    private InboundContent()
    {
    }

    /// <summary>The sender tries whether the address is ours, and wants this back as plain text.</summary>
    public sealed record Echo(string Text) : InboundContent;

    /// <summary>Signals, those alone that came with the channel's secret.</summary>
    public sealed record Signals(IReadOnlyList<Signal> All) : InboundContent;

    /// <summary>Something that happened.</summary>
    /// <param name="Id">The sender's, the same when it sends again.</param>
    /// <param name="Type">What the sender calls it, or null.</param>
    public sealed record Event(string Id, string? Type) : InboundContent;
}
