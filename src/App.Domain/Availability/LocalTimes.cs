using App.Domain.Time;
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

    /// <summary>As the clock of a zone shows a stretch of time; in UTC where that clock shows one of its ends twice and means the other.</summary>
    public static (LocalDateTime Start, LocalDateTime End, string Zone) Of(Window window, string timeZone)
    {
        var zone = Clock.ZoneOrUtc(timeZone);
        var (start, end) = (window.Start.InZone(zone).LocalDateTime, window.End.InZone(zone).LocalDateTime);
        return Clock.At(start, zone) == window.Start && Clock.At(end, zone) == window.End
            ? (start, end, timeZone)
            : (window.Start.InUtc().LocalDateTime, window.End.InUtc().LocalDateTime, "Etc/UTC");
    }
}
