using NodaTime;
using NodaTime.Text;

namespace App.Domain.Availability;

/// <summary>Local times as one text: ISO 8601, in order, separated by commas.</summary>
public static class LocalTimes
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.GeneralIso;

    public static string Write(IEnumerable<LocalDateTime> times) => string.Join(',', times.Distinct().Order().Select(Pattern.Format));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static IReadOnlyList<LocalDateTime> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(t => Pattern.Parse(t).Value)];
    }
}
