using NodaTime;
using NodaTime.Text;

namespace App.Api;

/// <summary>An instant in a query string.</summary>
public readonly record struct Moment(Instant Value)
{
    /// <summary>Reads RFC 3339; another offset than UTC is converted.</summary>
    public static bool TryParse(string? text, IFormatProvider? provider, out Moment moment)
    {
        var parsed = OffsetDateTimePattern.Rfc3339.Parse(text ?? "");
        moment = parsed.Success ? new Moment(parsed.Value.ToInstant()) : default;
        return parsed.Success;
    }
}
