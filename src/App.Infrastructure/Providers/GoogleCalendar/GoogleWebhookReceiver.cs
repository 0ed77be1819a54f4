using System.Globalization;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Webhooks;
using NodaTime;

namespace App.Infrastructure.Providers.GoogleCalendar;

/// <summary>Pushes are all header: no body, no signature, the channel's token alone says that they are Google's.</summary>
internal sealed class GoogleWebhookReceiver : IWebhookReceiver
{
    private const int MostHeader = 256;

    public InboundAddress Address => InboundAddress.Channel;

    public Result<InboundContent> Read(InboundRequest request, InboundTrust trust)
    {
        string? Header(string name) => request.Header("X-Goog-" + name) is { Length: > 0 and <= MostHeader } value ? value : null;
        if (Header("Resource-State") is not { } state || Header("Channel-Token") is not { } token)
        {
            return new Failure.Invalid("X-Goog-Channel-Token", "Must be given, and X-Goog-Resource-State.");
        }

        if (!trust.IsSecret(token))
        {
            return new Failure.Rejected("secret_wrong", "The channel's token is another.");
        }

        // "sync" greets; "exists" and "not_exists" tell of a change.
        var kind = state == "sync" ? SignalKind.Opened : SignalKind.Changed;
        var channel = Header("Channel-ID") is { } id && Header("Resource-ID") is { } resource ? new VendorChannel(id, resource) : null;
        return new InboundContent.Signals([new Signal(kind, channel, Moment(Header("Channel-Expiration")))]);
    }

    /// <summary>As in HTTP's own headers.</summary>
    private static Instant? Moment(string? text) =>
        DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Instant.FromDateTimeOffset(at) : null;
}
