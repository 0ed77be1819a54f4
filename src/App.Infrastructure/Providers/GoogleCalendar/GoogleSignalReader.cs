using System.Globalization;
using App.Domain;
using App.Domain.Calendars;
using NodaTime;

namespace App.Infrastructure.Providers.GoogleCalendar;

/// <summary>Pushes are all header: no body, no signature, the channel's token alone says that they are Google's.</summary>
internal sealed class GoogleSignalReader : ISignalReader
{
    private const int MostHeader = 256;

    public Result<PushContent> Read(PushRequest request)
    {
        string? Header(string name) => request.Header("X-Goog-" + name) is { Length: > 0 and <= MostHeader } value ? value : null;
        if (Header("Resource-State") is not { } state || Header("Channel-Token") is not { } token)
        {
            return new Failure.Invalid("X-Goog-Channel-Token", "Must be given, and X-Goog-Resource-State.");
        }

        // "sync" greets; "exists" and "not_exists" tell of a change.
        var kind = state == "sync" ? SignalKind.Opened : SignalKind.Changed;
        var channel = Header("Channel-ID") is { } id && Header("Resource-ID") is { } resource ? new VendorChannel(id, resource) : null;
        return new PushContent(null, [new Signal(kind, token, channel, Moment(Header("Channel-Expiration")))]);
    }

    /// <summary>As in HTTP's own headers.</summary>
    private static Instant? Moment(string? text) =>
        DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Instant.FromDateTimeOffset(at) : null;
}
