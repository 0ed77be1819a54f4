using App.Domain.Time;
using NodaTime;
using NodaTime.Text;

namespace App.Api;

/// <summary>A local time in a query string.</summary>
public readonly record struct LocalMoment(LocalDateTime Value)
{
    /// <summary>With seconds or without, written with them.</summary>
    internal static readonly IPattern<LocalDateTime> Pattern = new CompositePatternBuilder<LocalDateTime>
    {
        { LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"), _ => false },
        { LocalDateTimePattern.GeneralIso, _ => true },
    }.Build();

    /// <summary>Reads it between 1990 and 2090.</summary>
    public static bool TryParse(string? text, IFormatProvider? provider, out LocalMoment moment)
    {
        var parsed = Pattern.Parse(text ?? "");
        var read = parsed.Success && Clock.IsYear(parsed.Value.Year);
        moment = read ? new LocalMoment(parsed.Value) : default;
        return read;
    }
}
