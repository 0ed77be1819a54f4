using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;

namespace App.Infrastructure.Calendars.Push;

/// <summary>
/// Takes what vendors push. It asks neither the database nor a vendor, so that an answer is given at once. A wrong id costs one MAC; a right one costs two,
/// however much is told with it, and the reading of a body of bounded size. Whether the channel is one that still counts is found out later: a vendor is told
/// "accepted" for one that was stopped, for a refusal would only be tried again.
/// </summary>
public sealed class ReceiveSignals(ChannelKey key, SignalBox box, TimeProvider time)
{
    private static readonly Failure.NotFound Unknown = new("The channel");

    /// <summary>Whose push it is, by the address it came to. A forged one is <see cref="Failure.NotFound"/>.</summary>
    public Result<Guid> Open(string channelId) =>
        !key.IsLoaded ? new Failure.Unavailable("Signals can't be told from forgeries yet. Send it again.")
        : key.Read(channelId) is { } channel ? channel
        : Unknown;

    /// <summary>Takes a push of a channel that was <see cref="Open"/>ed. One without the channel's secret is <see cref="Failure.NotFound"/>.</summary>
    /// <returns>What the vendor wants back, if anything.</returns>
    public Result<string?> Take(IWebhookReceiver receiver, Guid channel, InboundRequest request)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        if (!receiver.Read(request, new InboundTrust(key.IsSecretOf(channel), [], time.Now())).TryGet(out var content, out var refused))
        {
            return refused is Failure.Rejected ? Unknown : refused;
        }

        foreach (var signal in content is InboundContent.Signals signals ? signals.All : [])
        {
            box.Put(channel, signal);
        }

        return Result.Ok((content as InboundContent.Echo)?.Text);
    }
}
