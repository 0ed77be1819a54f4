using App.Domain.Connections;
using App.Domain.Webhooks;

namespace App.Webhooks;

/// <summary>How what came in is called.</summary>
internal static class InboundWords
{
    public static string Of(InboundStatus status) => status switch
    {
        InboundStatus.Received => "Waiting",
        InboundStatus.Processed => "Processed",
        InboundStatus.Refused => "Refused",
        _ => "Failed",
    };

    public static Tone ToneOf(InboundStatus status) => status switch
    {
        InboundStatus.Received => Tone.Busy,
        InboundStatus.Processed => Tone.Ok,
        InboundStatus.Refused => Tone.Warn,
        _ => Tone.Bad,
    };

    /// <summary>What is so, and what follows.</summary>
    public static string Sentence(InboundStatus status) => status switch
    {
        InboundStatus.Received => "It is kept and will be processed by itself.",
        InboundStatus.Processed => "It was processed.",
        InboundStatus.Refused => "It was not believed, and nothing of it was kept. Others refused for the same reason within that minute have no line of their own.",
        _ => "It could not be processed. It is kept: process it again once the reason is gone.",
    };
}
