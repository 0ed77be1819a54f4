using App.Domain;
using App.Domain.Calendars;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Calendars.Push;

/// <summary>
/// Takes what vendors push. It asks neither the database nor a vendor, so that an answer is given at once. A wrong id costs one MAC; a right one costs two,
/// however much is told with it, and the reading of a body of bounded size. Whether the channel is one that still counts is found out later: a vendor is told
/// "accepted" for one that was stopped, for a refusal would only be tried again.
/// </summary>
public sealed class ReceiveSignals(ChannelKey key, SignalBox box, IServiceProvider services)
{
    /// <summary>
    /// Largest body, in bytes. A vendor may put a hundred notices of half a kilobyte into one; it is read only behind a right id.
    /// </summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Most signals in one push; more than the largest body holds of genuine ones.</summary>
    public const int MostSignals = 1000;

    /// <summary>Whose push it is, by the address it came to. A forged one is <see cref="Failure.NotFound"/>.</summary>
    public Result<Guid> Open(string provider, string channelId)
    {
        if (services.GetKeyedService<ISignalReader>(provider) is null)
        {
            return new Failure.NotFound("The channel");
        }

        return !key.IsLoaded ? new Failure.Unavailable("Signals can't be told from forgeries yet. Send it again.")
            : key.Read(channelId) is { } channel ? channel
            : new Failure.NotFound("The channel");
    }

    /// <summary>
    /// Takes a push of a channel that was <see cref="Open"/>ed. One without the channel's secret is <see cref="Failure.NotFound"/>, one of more than
    /// <see cref="MostSignals"/> is <see cref="Failure.Invalid"/>, whatever is in it.
    /// </summary>
    /// <returns>What the vendor wants back, if anything.</returns>
    public Result<string?> Take(string provider, Guid channel, PushRequest request)
    {
        if (!services.GetRequiredKeyedService<ISignalReader>(provider).Read(request).TryGet(out var content, out var malformed))
        {
            return malformed;
        }

        if (content.Echo is not null)
        {
            return content.Echo;
        }

        if (content.Signals.Count > MostSignals)
        {
            return new Failure.Invalid("body", $"Must be at most {MostSignals} notices.");
        }

        var isSecret = key.IsSecretOf(channel);
        var genuine = content.Signals.Where(s => isSecret(s.Secret)).ToList();
        if (genuine.Count == 0)
        {
            return new Failure.NotFound("The channel");
        }

        genuine.ForEach(s => box.Put(channel, s));
        return Result.Ok<string?>(null);
    }
}
