using System.Globalization;
using App.Domain.Time;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Providers.Shared;

/// <summary>Reads moments as vendors write them, with an offset (RFC 3339 §5.6). Two for every event: the plain form goes a short way.</summary>
internal static class Rfc3339
{
    /// <summary>The moment, in whole microseconds; null where the text is none or has no offset.</summary>
    public static Instant? Parse(string text)
    {
        var (format, style) = text.EndsWith('Z') ? ("yyyy-MM-dd'T'HH:mm:ss'Z'", DateTimeStyles.AssumeUniversal) : ("yyyy-MM-dd'T'HH:mm:sszzz", DateTimeStyles.None);
        if (DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, style, out var plain))
        {
            return Instant.FromDateTimeOffset(plain);
        }

        return OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true } exact ? Clock.Truncate(exact.Value.ToInstant()) : null;
    }
}
