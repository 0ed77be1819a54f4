using App.Domain.Calendars.ICalendar;
using App.Domain.Tests.Calendars.Recurrence;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Calendars.ICalendar;

public sealed class ZoneTests
{
    private static readonly string[] Homegrown =
    [
        "BEGIN:VTIMEZONE", "TZID:Our Office",
        "BEGIN:DAYLIGHT", "DTSTART:19810329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "END:STANDARD",
        "END:VTIMEZONE",
    ];

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("europe/berlin", "Europe/Berlin")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("Pacific Standard Time", "America/Los_Angeles")]
    [InlineData("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin")]
    [InlineData("/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    [InlineData("/mozilla.org/20050126_1/America/New_York", "America/New_York")]
    [InlineData("UTC", "UTC")]
    [InlineData("GMT", "Etc/GMT")]
    public void A_name_is_found(string tzid, string zone) =>
        Assert.Equal(DateTimeZoneProviders.Tzdb[zone].GetUtcOffset(Instant.FromUtc(2026, 7, 1, 0, 0)), new ZoneTable(null).Find(tzid).Value.GetUtcOffset(Instant.FromUtc(2026, 7, 1, 0, 0)));

    [SkippableFact]
    public void Every_Windows_name_is_found()
    {
        using var names = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Shared.Require("data/windows-zones.json")));
        var zones = new ZoneTable(null);

        Assert.Empty(names.RootElement.GetProperty("windowsToIana").EnumerateObject().Where(name => !zones.Find(name.Name).IsOk).Select(name => name.Name));
    }

    [Fact]
    public void An_unknown_name_is_read_by_its_VTIMEZONE_and_is_the_zone_it_describes()
    {
        var zone = new ZoneTable(ContentParser.Parse(Ics.Calendar(Homegrown)).Value[0]).Find("Our Office").Value;

        for (var moment = Instant.FromUtc(1997, 1, 1, 0, 0); moment < Instant.FromUtc(2150, 1, 1, 0, 0); moment += Duration.FromHours(29))
        {
            Assert.Equal(Ics.Berlin.GetUtcOffset(moment), zone.GetUtcOffset(moment));
        }
    }

    [Fact]
    public void Occurrences_keep_the_hour_of_a_zone_that_is_only_described() =>
        Assert.Equal(
            ["2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z", "2026-03-30T07:00:00Z"],
            Ics.Starts(Ics.Calendar([.. Homegrown, "BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Our Office:20260328T090000", "RRULE:FREQ=DAILY;COUNT=3", "END:VEVENT"])));

    [Fact]
    public void A_known_name_goes_before_its_VTIMEZONE() =>
        Assert.Equal(
            ["2026-07-01T07:00:00Z"],
            Ics.Starts(Ics.Calendar([.. Fixed("Europe/Berlin", "+0900"), "BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Europe/Berlin:20260701T090000", "END:VEVENT"])));

    [Fact]
    public void An_unknown_name_may_say_where_it_is() =>
        Assert.Equal(
            ["2026-07-01T07:00:00Z"],
            Ics.Starts(Ics.Calendar(
                [.. Fixed("Here", "+0900").Select(line => line == "TZID:Here" ? "TZID:Here\r\nX-LIC-LOCATION:Europe/Berlin" : line), "BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Here:20260701T090000", "END:VEVENT"])));

    [Fact]
    public void Before_the_first_observance_the_offset_is_the_one_it_changed_from()
    {
        string[] zone = ["BEGIN:VTIMEZONE", "TZID:Z", "BEGIN:STANDARD", "DTSTART:20200101T000000", "RDATE:20210101T000000", "TZOFFSETFROM:-0330", "TZOFFSETTO:+053015", "END:STANDARD", "END:VTIMEZONE"];
        string Starts(string local) => Assert.Single(Ics.Starts(Ics.Calendar([.. zone, "BEGIN:VEVENT", "UID:1", $"DTSTART;TZID=Z:{local}", "END:VEVENT"])));

        Assert.Equal(("2019-06-01T12:30:00Z", "2022-06-01T03:29:45Z"), (Starts("20190601T090000"), Starts("20220601T090000")));
    }

    [Theory]
    [InlineData("TZOFFSETTO:+0100", "TZOFFSETTO:+9900")]
    [InlineData("TZOFFSETTO:+0100", "X:1")]
    [InlineData("DTSTART:19961027T030000", "DTSTART:19961027")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "RRULE:FREQ=SECONDLY")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "RRULE:FREQ=NEVER")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "RRULE:FREQ=DAILY;COUNT=9")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "RDATE:nonsense")]
    public void A_zone_that_makes_no_sense_sets_its_events_aside(string line, string instead) =>
        Assert.IsType<Failure.Invalid>(Ics.SetAside(Ics.Calendar(
            [.. Homegrown.Select(l => l == line ? instead : l), "BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Our Office:20260328T090000", "END:VEVENT"])));

    [Fact]
    public void The_whole_of_time_can_be_asked_for()
    {
        var text = Ics.Calendar([.. Homegrown, "BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Our Office:00010101T000000", "DTEND;TZID=Our Office:99991231T235959", "END:VEVENT"]);

        Assert.Single(Ics.Occurrences(text, new Window(Instant.MinValue, Instant.MaxValue)));
    }

    private static string[] Fixed(string name, string offset) =>
        ["BEGIN:VTIMEZONE", $"TZID:{name}", "BEGIN:STANDARD", "DTSTART:19700101T000000", $"TZOFFSETFROM:{offset}", $"TZOFFSETTO:{offset}", "END:STANDARD", "END:VTIMEZONE"];
}
