using System.Text.Json.Nodes;
using App.Sandbox.Google.Calendar;
using App.Sandbox.Tests.Spec;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Tests.Google;

public sealed class RecurrenceTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    private static List<string> Starts(string first, string[] lines, Window? window = null, string zone = "Europe/Berlin")
    {
        var tz = DateTimeZoneProviders.Tzdb[zone];
        var local = LocalDateTimePattern.ExtendedIso.Parse(first).Value;
        var start = EventTime.OfLocal(local, tz);
        var end = EventTime.OfLocal(local.PlusMinutes(30), tz);
        var series = Series.Parse(start, end, lines, tz).Value!;
        return [.. series.Within(window ?? Window.All).Select(o => LocalDateTimePattern.ExtendedIso.Format(o.Start.Local))];
    }

    [Fact]
    public void The_local_time_holds_across_the_change_of_clocks()
    {
        var starts = Starts("2026-10-23T09:15:00", ["RRULE:FREQ=WEEKLY;BYDAY=MO,FR;COUNT=4"]);

        Assert.Equal(["2026-10-23T09:15:00", "2026-10-26T09:15:00", "2026-10-30T09:15:00", "2026-11-02T09:15:00"], starts);
    }

    [Fact]
    public void Excluded_and_added_dates_count()
    {
        var starts = Starts(
            "2026-12-01T09:00:00",
            ["RRULE:FREQ=DAILY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20261202T090000", "EXDATE:20261203T080000Z", "RDATE;TZID=Europe/Berlin:20261210T090000"]);

        Assert.Equal(["2026-12-01T09:00:00", "2026-12-04T09:00:00", "2026-12-10T09:00:00"], starts);
    }

    [Fact]
    public void Until_is_inclusive_as_a_moment_and_as_a_date()
    {
        Assert.Equal(3, Starts("2026-12-01T09:00:00", ["RRULE:FREQ=DAILY;UNTIL=20261203T080000Z"]).Count);
        Assert.Equal(2, Starts("2026-12-01T09:00:00", ["RRULE:FREQ=DAILY;UNTIL=20261203T075959Z"]).Count);
        Assert.Equal(3, Starts("2026-12-01T09:00:00", ["RRULE:FREQ=DAILY;UNTIL=20261203"]).Count);
    }

    [Fact]
    public void A_series_without_end_stops_somewhere()
    {
        Assert.Equal(730, Starts("2026-12-01T09:00:00", ["RRULE:FREQ=DAILY"]).Count);
        Assert.Single(Starts("2020-01-01T09:00:00", ["RRULE:FREQ=DAILY"], new Window(Instant.FromUtc(2026, 12, 1, 0, 0), Instant.FromUtc(2026, 12, 2, 0, 0))));
    }

    [Theory]
    [InlineData("RRULE:FREQ=HOURLY")]
    [InlineData("RRULE:FREQ=DAILY;BYDAY=XX")]
    [InlineData("RRULE:COUNT=3")]
    [InlineData("DTSTART:20261201T090000")]
    [InlineData("EXDATE:tomorrow")]
    public void A_wrong_line_is_refused(string line)
    {
        var start = EventTime.OfLocal(new LocalDateTime(2026, 12, 1, 9, 0), Berlin);

        Assert.NotNull(Series.Parse(start, start, [line], Berlin).Error);
    }

    public static TheoryData<string> Cases
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var one in Vectors())
            {
                data.Add(one["description"]!.GetValue<string>() + " | " + one["rrule"]!.GetValue<string>());
            }

            if (data.Count == 0)
            {
                data.Add("absent");
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void The_examples_of_rfc_5545_come_out_as_written(string name)
    {
        Skip.If(name == "absent", SharedFiles.Absent);
        var example = Vectors().First(v => name.StartsWith(v["description"]!.GetValue<string>() + " |", StringComparison.Ordinal) && name.EndsWith(v["rrule"]!.GetValue<string>(), StringComparison.Ordinal));
        var rule = example["rrule"]!.GetValue<string>();
        var first = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss").Parse(example["dtstart"]!.GetValue<string>()).Value;
        var expected = example["expectedLocal"]!.AsArray().Select(e => e!.GetValue<string>()).ToList();

        string[] exdates = [.. example["exdate"]!.AsArray().Select(e => $"EXDATE;TZID={example["tzid"]}:{e}")];
        var starts = Starts(LocalDateTimePattern.ExtendedIso.Format(first), ["RRULE:" + rule, .. exdates], zone: example["tzid"]!.GetValue<string>());

        Assert.Equal(expected, starts.Take(expected.Count));
        Assert.True(!example["complete"]!.GetValue<bool>() || starts.Count == expected.Count);
    }

    /// <summary>The sandbox leaves out sub-daily rules, week numbers and days of the year.</summary>
    private static bool IsBeyondCalendars(string rule) =>
        new[] { "HOURLY", "MINUTELY", "SECONDLY", "BYWEEKNO", "BYYEARDAY", "BYHOUR", "BYMINUTE", "BYSECOND" }.Any(w => rule.Contains(w, StringComparison.Ordinal));

    private static IEnumerable<JsonNode> Vectors() => SharedFiles.Find("data/rrule-rfc5545.json") is { } path
        ? JsonNode.Parse(File.ReadAllText(path))!["cases"]!.AsArray().Select(c => c!).Where(c => !IsBeyondCalendars(c["rrule"]!.GetValue<string>()))
        : [];
}
