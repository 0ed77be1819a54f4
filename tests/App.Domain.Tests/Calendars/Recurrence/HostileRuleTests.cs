using App.Domain.Calendars.Recurrence;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Calendars.Recurrence;

/// <summary>Rules that were made to hurt end soon: with what there is, or with a failure that says so.</summary>
public sealed class HostileRuleTests
{
    private static readonly Window Year = Ics.Between("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=200")]
    [InlineData("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=366")]
    [InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31")]
    [InlineData("FREQ=DAILY;BYSETPOS=2")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6")]
    [InlineData("FREQ=YEARLY;INTERVAL=400;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO")]
    [InlineData("FREQ=HOURLY;BYYEARDAY=366;BYMONTH=1")]
    [InlineData("FREQ=HOURLY;INTERVAL=99999999999")]
    [InlineData("FREQ=YEARLY;INTERVAL=9999999999999")]
    [InlineData("FREQ=SECONDLY;INTERVAL=9999999999999")]
    public void A_rule_that_never_comes_again_gives_its_start_only(string rule)
    {
        Assert.Equal(["2000-01-02T03:04:05Z"], Ics.Starts(Ics.Event("DTSTART:20000102T030405Z", $"RRULE:{rule}")));
        Assert.Empty(Ics.Starts(Ics.Event("DTSTART:20000102T030405Z", $"RRULE:{rule}"), Year));
    }

    [Fact]
    public void A_rule_of_seconds_that_is_looked_for_in_all_years_fails_and_in_a_window_does_not()
    {
        var series = Ics.Series(Ics.Event("DTSTART:20000101T000000Z", "RRULE:FREQ=SECONDLY;INTERVAL=43260;BYSECOND=30"));

        Assert.Equal("recurrence_too_long", series.List(Ics.Always, DateTimeZone.Utc).Failure!.Code);
        Assert.Empty(series.List(Year, DateTimeZone.Utc).Value);
    }

    [Fact]
    public void Every_second_of_many_years_is_read_as_far_as_one_likes()
    {
        var series = Ics.Series(Ics.Event("DTSTART:19000101T000000Z", "RRULE:FREQ=SECONDLY"));
        var batch = new Occurrence[100];

        Assert.Equal(100, series.Read(Year, DateTimeZone.Utc).Read(batch).Value);
        Assert.Equal((Year.Start, Duration.FromSeconds(99)), (batch[0].Start, batch[99].Start - batch[0].Start));
        Assert.Equal("too_many_occurrences", series.List(Year, DateTimeZone.Utc).Failure!.Code);
    }

    [Theory]
    [InlineData("FREQ=SECONDLY;COUNT=2147483647", "2026-01-01T00:00:00Z")]
    [InlineData("FREQ=MINUTELY;COUNT=2147483647", "2026-01-01T00:00:00Z")]
    [InlineData("FREQ=DAILY;COUNT=2147483647;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,30;BYSECOND=0,1,2", "2026-01-01T00:00:00Z")]
    [InlineData("FREQ=WEEKLY;COUNT=2147483647", "2026-01-05T00:00:00Z")]
    public void A_huge_COUNT_is_counted_by_whole_periods(string rule, string first)
    {
        var batch = new Occurrence[1];
        var series = Ics.Series(Ics.Event("DTSTART:19700105T000000Z", $"RRULE:{rule}"));

        Assert.Equal(1, series.Read(Year, DateTimeZone.Utc).Read(batch).Value);
        Assert.Equal(first, Ics.Utc(batch[0].Start));
    }

    [Theory]
    [InlineData(56 * 365 * 86_400L)]
    [InlineData(10)]
    public void A_COUNT_by_seconds_ends_where_it_ends(long count)
    {
        var start = Instant.FromUtc(1970, 1, 1, 0, 0);
        var last = start + Duration.FromSeconds(count - 1);

        Assert.Equal(
            [Ics.Utc(last)],
            Ics.Starts(Ics.Event("DTSTART:19700101T000000Z", $"RRULE:FREQ=SECONDLY;COUNT={count}"), new Window(last, last + Duration.FromHours(1))));
    }

    [Fact]
    public void A_COUNT_that_must_be_counted_one_by_one_for_too_long_fails() =>
        Assert.Equal(
            "recurrence_too_long",
            Ics.Series(Ics.Event("DTSTART:19700101T000000Z", "RRULE:FREQ=SECONDLY;BYMINUTE=0,1,2,3,4,5;COUNT=2147483647")).List(Year, DateTimeZone.Utc).Failure!.Code);

    [Fact]
    public void The_last_years_there_are_can_be_reached()
    {
        Assert.NotEmpty(Ics.Starts(Ics.Event("DTSTART;TZID=Europe/Berlin:99991231T000000", "DURATION:P9999W", "RRULE:FREQ=DAILY"), new Window(Instant.FromUtc(9999, 12, 30, 12, 0), Instant.MaxValue)));
        Assert.NotEmpty(Ics.Starts(Ics.Event("DTSTART:00010101T000000Z", "RRULE:FREQ=YEARLY;BYWEEKNO=1;WKST=TH")));
    }

    [Fact]
    public void Too_many_ranges_fail()
    {
        var ranges = Enumerable.Range(1, 65).SelectMany(i => new[] { "BEGIN:VEVENT", "UID:one", $"RECURRENCE-ID;RANGE=THISANDFUTURE:2026{1 + (i / 28):00}{1 + (i % 28):00}T090000Z", "DTSTART:20260101T090000Z", "END:VEVENT" });
        var series = Ics.Series(Ics.Calendar(["BEGIN:VEVENT", "UID:one", "DTSTART:20260101T090000Z", "RRULE:FREQ=DAILY", "END:VEVENT", .. ranges]));

        Assert.Equal("too_many_ranges", series.List(Year, DateTimeZone.Utc).Failure!.Code);
    }

    [Fact]
    public void Times_of_every_second_of_chosen_days_are_bounded_by_the_day()
    {
        var all = string.Join(',', Enumerable.Range(0, 60));
        var rule = $"FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;BYHOUR={string.Join(',', Enumerable.Range(0, 24))};BYMINUTE={all};BYSECOND={all}";

        Assert.Equal(86_400, Ics.Occurrences(Ics.Event("DTSTART:20000101T000000Z", $"RRULE:{rule}"), Year).Count);
    }
}
