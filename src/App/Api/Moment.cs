using App.Domain.Time;
using NodaTime;
using NodaTime.Text;

namespace App.Api;

/// <summary>An instant in a query string.</summary>
public readonly record struct Moment(Instant Value)
{
    /// <summary>Reads RFC 3339 between 1990 and 2090; another offset than UTC is converted.</summary>
    public static bool TryParse(string? text, IFormatProvider? provider, out Moment moment)
    {
        var parsed = OffsetDateTimePattern.Rfc3339.Parse(text ?? "");
        var read = parsed.Success && Clock.IsYear(parsed.Value.Year);
        moment = read ? new Moment(parsed.Value.ToInstant()) : default;
        return read;
    }
}
