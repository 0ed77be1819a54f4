using System.Globalization;
using System.Text;
using System.Text.Json;
using App.Testing;
using NodaTime;
using NodaTime.Text;

namespace Bench;

/// <summary>Calendars of one event each: those of the published cases beside the repository, and generated ones.</summary>
internal static class RecurrenceRules
{
    private static readonly string[] Zones =
    [
        "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo", "Europe/London",
        "Pacific Standard Time", "W. Europe Standard Time",
    ];

    private static readonly string[] Weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    /// <summary>As people write them: mostly weekly and daily, in many zones, some whole days, some with an end, some with exceptions.</summary>
    public static List<byte[]> Generate(int count, int seed, LocalDate first)
    {
        var random = new SeededNumbers((ulong)seed);
        return [.. Enumerable.Range(0, count).Select(i => Event(i, random, first))];
    }

    /// <summary>The cases of RFC 5545 and libical with the moment they begin at; none where the files are absent.</summary>
    public static List<(byte[] Text, Instant Start)> Published()
    {
        var found = new List<(byte[], Instant)>();
        foreach (var file in new[] { "data/rrule-rfc5545.json", "data/rrule-libical.json" })
        {
            if (Shared.Find(file) is not { } path)
            {
                continue;
            }

            using var document = JsonDocument.Parse(File.ReadAllText(path));
            foreach (var entry in document.RootElement.GetProperty("cases").EnumerateArray())
            {
                var start = entry.GetProperty("dtstart").GetString()!;
                var zone = entry.TryGetProperty("tzid", out var id) ? $";TZID={id.GetString()}" : start.Length == 8 ? ";VALUE=DATE" : "";
                var date = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(start[..8]).Value;
                var lines = $"DTSTART{zone}:{start}\r\nRRULE:{entry.GetProperty("rrule").GetString()}\r\n";
                found.Add((Calendar(found.Count, lines), date.AtMidnight().InUtc().ToInstant()));
            }
        }

        return found;
    }

    private static byte[] Event(int index, SeededNumbers random, LocalDate first)
    {
        var start = first.PlusDays(random.Next(28)).At(new LocalTime(7 + random.Next(11), random.Next(4) * 15));
        var zone = Zones[random.Next(Zones.Length)];
        var wholeDays = random.Next(20) == 0;
        var local = start.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        var lines = new StringBuilder(wholeDays ? $"DTSTART;VALUE=DATE:{local[..8]}\r\n" : $"DTSTART;TZID={zone}:{local}\r\nDURATION:PT{15 + (random.Next(8) * 15)}M\r\n");
        lines.Append("RRULE:").Append(Rule(random, start, wholeDays)).Append("\r\n");
        if (!wholeDays && random.Next(10) == 0)
        {
            lines.Append(CultureInfo.InvariantCulture, $"EXDATE;TZID={zone}:{start.PlusDays(7).ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture)}\r\n");
        }

        return Calendar(index, lines.ToString());
    }

    private static string Rule(SeededNumbers random, LocalDateTime start, bool wholeDays)
    {
        var interval = random.Next(4) == 0 ? $";INTERVAL={2 + random.Next(3)}" : "";
        var weekday = Weekdays[(int)start.DayOfWeek - 1];
        var pattern = random.Next(wholeDays ? 98 : 100) switch
        {
            < 40 => $"FREQ=WEEKLY{interval};BYDAY={weekday},{Weekdays[random.Next(7)]}",
            < 55 => "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            < 75 => $"FREQ=DAILY{interval}",
            < 85 => $"FREQ=MONTHLY{interval};BYDAY={1 + ((start.Day - 1) / 7)}{weekday}",
            < 92 => $"FREQ=MONTHLY;BYMONTHDAY={start.Day},-1",
            < 95 => "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            < 98 => $"FREQ=YEARLY;BYMONTH={start.Month};BYDAY={weekday}",
            _ => "FREQ=HOURLY;INTERVAL=2;BYDAY=MO,WE;BYHOUR=8,10,12,14,16",
        };
        return pattern + random.Next(10) switch
        {
            0 => ";COUNT=100",
            1 => $";UNTIL={start.PlusMonths(18).ToString("uuuuMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}",
            _ => "",
        };
    }

    private static byte[] Calendar(int index, string lines) => Encoding.UTF8.GetBytes(
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Northwind//Bench//EN\r\nBEGIN:VEVENT\r\nUID:{index}@northwind.example\r\nDTSTAMP:20260101T000000Z\r\n"
        + $"{lines}SUMMARY:Meeting {index}\\, as planned\r\nSTATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nSEQUENCE:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}
