using System.Text.Json;
using App.Domain;
using App.Domain.Calendars;
using NodaTime.Text;

namespace App.Infrastructure.Providers.OutlookCalendar;

/// <summary>Notices of changes and of a subscription's life, many in one body, each with the state we gave; and the token by which Graph tries an address.</summary>
internal sealed class OutlookSignalReader : ISignalReader
{
    private const int MostToken = 1024;
    private const int MostText = 256;

    public Result<PushContent> Read(PushRequest request) =>
        request.Query("validationToken") is not { } token ? ReadNotices(request.Body)
        : IsWellFormed(token) ? new PushContent(token, [])
        : new Failure.Invalid("validationToken", $"Must be 1 to {MostToken} visible characters.");

    /// <summary>Words and numbers; nothing that means anything to a browser that was led here.</summary>
    private static bool IsWellFormed(string token) => token.Length is > 0 and <= MostToken && token.All(c => c is >= ' ' and <= '~' and not ('<' or '>'));

    private static Result<PushContent> ReadNotices(ReadOnlyMemory<byte> body)
    {
        try
        {
            var notices = JsonSerializer.Deserialize(body.Span, OutlookJson.Default.OutlookNotices)?.Value ?? [];
            return new PushContent(null, [.. notices.OfType<OutlookNotice>().Select(Read)]);
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
        notice.ClientState is { Length: <= MostText } state ? state : "",
        notice.SubscriptionId is { Length: > 0 and <= MostText } id ? new VendorChannel(id) : null,
        notice.SubscriptionExpirationDateTime is { } text && OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var expires } ? expires.ToInstant() : null);
}
