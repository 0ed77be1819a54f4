using App.Domain.Availability;
using App.Domain.Time;
using NodaTime;
using NodaTime.Text;

namespace App.Domain.Tests.Availability;

public sealed class BlockSeriesTests
{
    private static readonly LocalDateTime Monday = new(2026, 1, 12, 9, 0);
    private static readonly Window Year = new(Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0));

    /// <summary>The night before, the night itself, the night after; each block lasts an hour.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T02:30:00", "2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T02:30:00", "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("America/New_York", "2026-03-07T02:30:00", "2026-03-07T07:30:00Z", "2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z")]
    [InlineData("America/New_York", "2026-10-31T01:30:00", "2026-10-31T05:30:00Z", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-03T02:15:00", "2026-10-02T15:45:00Z", "2026-10-03T15:45:00Z", "2026-10-04T15:15:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T01:45:00", "2026-04-03T14:45:00Z", "2026-04-04T14:45:00Z", "2026-04-05T15:15:00Z")]
    [InlineData("Africa/Casablanca", "2026-03-21T02:30:00", "2026-03-21T02:30:00Z", "2026-03-22T02:30:00Z", "2026-03-23T01:30:00Z")]
    [InlineData("Africa/Casablanca", "2026-02-14T02:30:00", "2026-02-14T01:30:00Z", "2026-02-15T01:30:00Z", "2026-02-16T02:30:00Z")]
    public void A_nightly_block_keeps_its_hour_through_the_night_the_clocks_change(string zone, string start, params string[] expected)
    {
        var begins = LocalDateTimePattern.GeneralIso.Parse(start).Value;

        var times = BlockSeries.Of(begins, begins.PlusHours(1), zone, "FREQ=DAILY;COUNT=3", []).Value.In(Year).Value;

        Assert.Equal(expected, times.Select(t => InstantPattern.General.Format(t.Start)));
        Assert.All(times, t => Assert.Equal(Duration.FromHours(1), t.End - t.Start));
    }

    [Fact]
    public void A_block_over_a_night_that_lacks_an_hour_lasts_as_long_as_the_others()
    {
        var times = BlockSeries.Of(new LocalDateTime(2026, 3, 27, 22, 0), new LocalDateTime(2026, 3, 28, 6, 0), "Europe/Berlin", "FREQ=DAILY;COUNT=2", []).Value.In(Year).Value;

        Assert.Equal([Instant.FromUtc(2026, 3, 28, 5, 0), Instant.FromUtc(2026, 3, 29, 5, 0)], times.Select(t => t.End));
    }

    [Theory]
    [InlineData("FREQ=SOMETIMES")]
    [InlineData("every monday")]
    [InlineData("FREQ=HOURLY")]
    [InlineData("FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10")]
    [InlineData("FREQ=DAILY;BYHOUR=9,10,11;BYMINUTE=0,15,30,45")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;UNTIL=20260112T090000")]
    [InlineData("FREQ=DAILY;COUNT=1")]
    public void A_rule_that_is_wrong_too_busy_or_names_nothing_more_is_refused(string rule) =>
        Assert.Equal("rule", FieldOf(BlockSeries.Of(Monday, Monday.PlusHours(1), "Europe/Berlin", rule, [])));

    [Fact]
    public void A_rule_longer_than_anybody_writes_is_refused() =>
        Assert.Equal("rule", FieldOf(BlockSeries.Of(Monday, Monday.PlusHours(1), "Europe/Berlin", "FREQ=DAILY;X-A=" + new string('a', BlockSeries.MostRule), [])));

    [Theory]
    [InlineData("2026-01-12T09:00:00", "2026-01-12T09:00:00", "Europe/Berlin", "end")]
    [InlineData("2026-01-12T09:00:00", "2026-01-12T08:00:00", "Europe/Berlin", "end")]
    [InlineData("2026-01-12T09:00:00", "2026-01-19T09:01:00", "Europe/Berlin", "end")]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T03:15:00", "Europe/Berlin", "end")]
    [InlineData("2026-01-12T09:00:30", "2026-01-12T10:00:00", "Europe/Berlin", "start")]
    [InlineData("1926-01-12T09:00:00", "1926-01-12T10:00:00", "Europe/Berlin", "start")]
    [InlineData("2026-01-12T09:00:00", "2026-01-12T10:00:30", "Europe/Berlin", "end")]
    [InlineData("2026-01-12T09:00:00", "2026-01-12T10:00:00", "Mars/Olympus", "timeZone")]
    public void What_can_not_be_a_time_names_its_field(string start, string end, string zone, string field) =>
        Assert.Equal(field, FieldOf(BlockSeries.Of(LocalDateTimePattern.GeneralIso.Parse(start).Value, LocalDateTimePattern.GeneralIso.Parse(end).Value, zone, null, [])));

    [Fact]
    public void The_start_is_the_first_even_where_the_rule_names_another_day()
    {
        var times = BlockSeries.Of(Monday, Monday.PlusHours(1), "Europe/Berlin", "FREQ=WEEKLY;BYDAY=TU;COUNT=3", []).Value.In(Year).Value;

        Assert.Equal([12, 13, 20], times.Select(t => t.Original.Day));
    }

    [Fact]
    public void What_was_taken_out_is_not_there_and_is_not_found()
    {
        var series = Weekly("FREQ=WEEKLY;COUNT=3", Monday.PlusWeeks(1));

        Assert.Equal([Monday, Monday.PlusWeeks(2)], series.In(Year).Value.Select(t => t.Original));
        Assert.Null(series.Find(Monday.PlusWeeks(1)));
        Assert.Null(series.Find(Monday.PlusDays(1)));
        Assert.NotNull(series.Find(Monday.PlusWeeks(2)));
    }

    [Fact]
    public void A_block_of_which_everything_was_taken_out_has_none()
    {
        Assert.True(Weekly("FREQ=WEEKLY;COUNT=2", Monday).HasAny);
        Assert.False(Weekly("FREQ=WEEKLY;COUNT=2", Monday, Monday.PlusWeeks(1)).HasAny);
    }

    [Theory]
    [InlineData("FREQ=WEEKLY", 2, "FREQ=WEEKLY;UNTIL=20260125", "FREQ=WEEKLY")]
    [InlineData("FREQ=WEEKLY;COUNT=5", 2, "FREQ=WEEKLY;UNTIL=20260125", "FREQ=WEEKLY;COUNT=3")]
    [InlineData("FREQ=WEEKLY;COUNT=3", 2, "FREQ=WEEKLY;UNTIL=20260125", null)]
    [InlineData("FREQ=WEEKLY;COUNT=3", 1, null, "FREQ=WEEKLY;COUNT=2")]
    [InlineData("FREQ=WEEKLY;UNTIL=20261231", 3, "FREQ=WEEKLY;UNTIL=20260201", "FREQ=WEEKLY;UNTIL=20261231")]
    public void Splitting_loses_nothing_and_doubles_nothing(string rule, int week, string? before, string? after)
    {
        var whole = Weekly(rule);
        var at = Monday.PlusWeeks(week);

        var split = whole.SplitAt(whole.Find(at)!.Value);

        Assert.Equal((before, after), split);
        var halves = new[] { Weekly(split.Before), BlockSeries.Of(at, at.PlusHours(1), "Europe/Berlin", split.After, []).Value }.SelectMany(s => s.In(Year).Value);
        Assert.Equal(whole.In(Year).Value, halves);
    }

    [Fact]
    public void Splitting_one_day_of_several_times_parts_the_day()
    {
        var whole = Weekly("FREQ=DAILY;BYHOUR=9,14");
        var at = new LocalDateTime(2026, 1, 14, 14, 0);

        var split = whole.SplitAt(whole.Find(at)!.Value);

        var halves = new[] { Weekly(split.Before), BlockSeries.Of(at, at.PlusHours(1), "Europe/Berlin", split.After, []).Value }.SelectMany(s => s.In(Year).Value);
        Assert.Equal(whole.In(Year).Value, halves);
    }

    private static BlockSeries Weekly(string? rule, params LocalDateTime[] excluded) => BlockSeries.Of(Monday, Monday.PlusHours(1), "Europe/Berlin", rule, excluded).Value;

    private static string FieldOf(Result<BlockSeries> refused) => Assert.Single(Assert.IsType<Failure.Invalid>(refused.Failure).Errors).Key;
}
