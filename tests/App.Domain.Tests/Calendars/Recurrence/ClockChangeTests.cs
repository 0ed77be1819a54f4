using App.Domain.Calendars.Recurrence;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Calendars.Recurrence;

/// <summary>RFC 5545 §3.3.5: in a gap the offset before it holds, of a time that comes twice the first is meant.</summary>
public sealed class ClockChangeTests
{
    [Theory]
    [InlineData("Europe/Berlin", "20260329T023000", "2026-03-29T01:30:00Z")]
    [InlineData("Europe/Berlin", "20261025T023000", "2026-10-25T00:30:00Z")]
    [InlineData("America/New_York", "20260308T023000", "2026-03-08T07:30:00Z")]
    [InlineData("America/New_York", "20261101T013000", "2026-11-01T05:30:00Z")]
    [InlineData("Australia/Lord_Howe", "20261004T021500", "2026-10-03T15:45:00Z")]
    [InlineData("Australia/Lord_Howe", "20260405T014500", "2026-04-04T14:45:00Z")]
    [InlineData("America/Sao_Paulo", "20181104T003000", "2018-11-04T03:30:00Z")]
    [InlineData("Pacific/Apia", "20111230T090000", "2011-12-30T19:00:00Z")]
    [InlineData("Africa/Casablanca", "20260215T023000", "2026-02-15T01:30:00Z")]
    public void A_time_in_a_gap_and_a_time_that_comes_twice(string zone, string local, string moment)
    {
        Assert.Equal([moment], Ics.Starts(Ics.Event($"DTSTART;TZID={zone}:{local}")));
        Assert.Equal(Clock.At(LocalOf(local), DateTimeZoneProviders.Tzdb[zone]), Ics.Occurrences(Ics.Event($"DTSTART;TZID={zone}:{local}"))[0].Start);
    }

    [Theory]
    [InlineData("Europe/Berlin", "20260328T023000", new[] { "2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z" })]
    [InlineData("Europe/Berlin", "20261024T023000", new[] { "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z" })]
    [InlineData("America/New_York", "20260307T023000", new[] { "2026-03-07T07:30:00Z", "2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z" })]
    [InlineData("America/New_York", "20261031T013000", new[] { "2026-10-31T05:30:00Z", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z" })]
    public void A_daily_rule_keeps_its_hour_on_the_clock(string zone, string start, string[] expected) =>
        Assert.Equal(expected, Ics.Starts(Ics.Event($"DTSTART;TZID={zone}:{start}", "RRULE:FREQ=DAILY;COUNT=3")));

    [Fact]
    public void Times_in_a_gap_come_in_the_order_of_their_moments_and_each_moment_once() =>
        Assert.Equal(
            ["2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:00:00Z"],
            Ics.Starts(Ics.Event("DTSTART;TZID=Europe/Berlin:20260329T013000", "RRULE:FREQ=MINUTELY;INTERVAL=30;UNTIL=20260329T020000Z")));

    [Fact]
    public void An_hour_that_comes_twice_is_counted_once() =>
        Assert.Equal(
            ["2026-10-24T23:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z", "2026-10-25T03:00:00Z"],
            Ics.Starts(Ics.Event("DTSTART;TZID=Europe/Berlin:20261025T010000", "RRULE:FREQ=HOURLY;COUNT=4")));

    [Fact]
    public void The_end_keeps_the_exact_length_with_DTEND_and_the_clock_with_DURATION()
    {
        var exact = Ics.Occurrences(Ics.Event("DTSTART;TZID=Europe/Berlin:20260327T120000", "DTEND;TZID=Europe/Berlin:20260328T120000", "RRULE:FREQ=DAILY;COUNT=2"));
        var onTheClock = Ics.Occurrences(Ics.Event("DTSTART;TZID=Europe/Berlin:20260327T120000", "DURATION:P1D", "RRULE:FREQ=DAILY;COUNT=2"));

        Assert.Equal("2026-03-29T11:00:00Z", Ics.Utc(exact[1].End));
        Assert.Equal("2026-03-29T10:00:00Z", Ics.Utc(onTheClock[1].End));
    }

    [Fact]
    public void A_whole_day_lasts_from_midnight_to_midnight_of_the_reader()
    {
        var days = Ics.Occurrences(Ics.Event("DTSTART;VALUE=DATE:20260328", "RRULE:FREQ=DAILY;COUNT=3"), reader: Ics.Berlin);

        Assert.Equal(["2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"], days.Select(o => Ics.Utc(o.Start)));
        Assert.Equal(Duration.FromHours(23), days[1].End - days[1].Start);
        Assert.Equal((new LocalDate(2026, 3, 29), new LocalDate(2026, 3, 30)), (days[1].StartDate, days[1].EndDate));
    }

    [Fact]
    public void A_day_that_begins_after_midnight_begins_when_it_begins()
    {
        var zone = DateTimeZoneProviders.Tzdb["America/Sao_Paulo"];
        var day = Ics.Occurrences(Ics.Event("DTSTART;VALUE=DATE:20181104"), reader: zone)[0];

        Assert.Equal(Clock.StartOfDay(new LocalDate(2018, 11, 4), zone), day.Start);
        Assert.Equal(Duration.FromHours(23), day.End - day.Start);
    }

    [Fact]
    public void A_day_that_a_zone_left_out_takes_no_time()
    {
        var days = Ics.Occurrences(Ics.Event("DTSTART;VALUE=DATE:20111229", "RRULE:FREQ=DAILY;COUNT=3"), reader: DateTimeZoneProviders.Tzdb["Pacific/Apia"]);

        Assert.Equal([24, 0, 24], days.Select(o => (int)(o.End - o.Start).TotalHours));
    }

    [Fact]
    public void A_floating_time_is_the_same_on_every_clock()
    {
        var text = Ics.Event("DTSTART:20260105T090000", "RRULE:FREQ=DAILY;UNTIL=20260106T090000");

        Assert.Equal(["2026-01-05T08:00:00Z", "2026-01-06T08:00:00Z"], Ics.Starts(text, reader: Ics.Berlin));
        Assert.Equal(["2026-01-05T09:00:00Z", "2026-01-06T09:00:00Z"], Ics.Starts(text));
    }

    [Theory]
    [InlineData("20261025T001500Z", 1)]
    [InlineData("20261025T003000Z", 2)]
    [InlineData("20261025T011500Z", 2)]
    public void UNTIL_in_UTC_is_a_moment_also_in_the_hour_that_comes_twice(string until, int count) =>
        Assert.Equal(count, Ics.Starts(Ics.Event("DTSTART;TZID=Europe/Berlin:20261024T023000", $"RRULE:FREQ=DAILY;UNTIL={until}")).Length);

    private static LocalDateTime LocalOf(string text) =>
        NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss").Parse(text).Value;
}
