using System.Text.Json;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Webhooks;
using NodaTime.Text;

namespace App.Infrastructure.Providers.OutlookCalendar;

/// <summary>Notices of changes and of a subscription's life, many in one body, each with the state we gave; and the token by which Graph tries an address.</summary>
internal sealed class OutlookWebhookReceiver : IWebhookReceiver
{
    /// <summary>Most notices in one push; more than the largest body holds of genuine ones.</summary>
    public const int MostNotices = 1000;

    private const int MostToken = 1024;
    private const int MostText = 256;

    public InboundAddress Address => InboundAddress.Channel;

    public Result<InboundContent> Read(InboundRequest request, InboundTrust trust) =>
        request.Query("validationToken") is not { } token ? ReadNotices(request.Body, trust)
        : IsWellFormed(token) ? new InboundContent.Echo(token)
        : new Failure.Invalid("validationToken", $"Must be 1 to {MostToken} visible characters.");

    /// <summary>Words and numbers; nothing that means anything to a browser that was led here.</summary>
    private static bool IsWellFormed(string token) => token.Length is > 0 and <= MostToken && token.All(c => c is >= ' ' and <= '~' and not ('<' or '>'));

    private static Result<InboundContent> ReadNotices(ReadOnlyMemory<byte> body, InboundTrust trust)
    {
        try
        {
            var notices = (JsonSerializer.Deserialize(body.Span, OutlookJson.Default.OutlookNotices)?.Value ?? []).OfType<OutlookNotice>().ToList();
            if (notices.Count > MostNotices)
            {
                return new Failure.Invalid("body", $"Must be at most {MostNotices} notices.");
            }

            List<Signal> genuine = [.. notices.Where(n => n.ClientState is { Length: > 0 and <= MostText } state && trust.IsSecret(state)).Select(Read)];
            return genuine.Count > 0 ? new InboundContent.Signals(genuine) : new Failure.Rejected("secret_wrong", "No notice has the channel's state.");
        }
        catch (JsonException)
        {
            return new Failure.Invalid("body", "Must be notices as JSON.");
        }
    }

    private static Signal Read(OutlookNotice notice) => new(
        notice.LifecycleEvent switch
        {
            "reauthorizationRequired" => SignalKind.RenewalWanted,
            "subscriptionRemoved" => SignalKind.Ended,
            _ => SignalKind.Changed, // "missed" says that changes were not told: they are looked for like any other
        },
        notice.SubscriptionId is { Length: > 0 and <= MostText } id ? new VendorChannel(id) : null,
        notice.SubscriptionExpirationDateTime is { } text && OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var expires } ? expires.ToInstant() : null);
}
