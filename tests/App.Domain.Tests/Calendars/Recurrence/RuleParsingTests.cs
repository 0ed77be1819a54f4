using App.Domain.Calendars.Recurrence;
using NodaTime;

namespace App.Domain.Tests.Calendars.Recurrence;

public sealed class RuleParsingTests
{
    [Theory]
    [InlineData("FREQ=DAILY", "FREQ=DAILY")]
    [InlineData("freq=weekly;byday=mo,we;;", "FREQ=WEEKLY;BYDAY=MO,WE")]
    [InlineData("RSCALE=GREGORIAN;SKIP=OMIT;FREQ=DAILY;X-NOTE=1", "FREQ=DAILY")]
    [InlineData("FREQ=MONTHLY;BYDAY=+1MO,-1FR;WKST=SU", "FREQ=MONTHLY;BYDAY=1MO,-1FR;WKST=SU")]
    [InlineData("FREQ=YEARLY;BYMONTHDAY=31,-1,1;BYMONTH=12,1", "FREQ=YEARLY;BYMONTHDAY=-1,1,31;BYMONTH=1,12")]
    [InlineData("FREQ=MINUTELY;BYSECOND=60,0", "FREQ=MINUTELY;BYSECOND=0,59")]
    [InlineData("FREQ=DAILY;COUNT=99999999999999999999", "FREQ=DAILY;COUNT=2147483647")]
    [InlineData("FREQ=DAILY;INTERVAL=99999999999999999999", "FREQ=DAILY;INTERVAL=1000000000000")]
    [InlineData("FREQ=DAILY;UNTIL=20260101T090000Z", "FREQ=DAILY;UNTIL=20260101T090000Z")]
    [InlineData("FREQ=DAILY;UNTIL=20260101", "FREQ=DAILY;UNTIL=20260101")]
    public void A_rule_is_read_and_written(string text, string written) => Assert.Equal(written, RecurrenceRule.Parse(text).Value.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("COUNT=3")]
    [InlineData("FREQ=FORTNIGHTLY")]
    [InlineData("FREQ=DAILY;FREQ=WEEKLY")]
    [InlineData("FREQ=DAILY;COUNT=0")]
    [InlineData("FREQ=DAILY;COUNT=-1")]
    [InlineData("FREQ=DAILY;INTERVAL=0")]
    [InlineData("FREQ=DAILY;BYHOUR=24")]
    [InlineData("FREQ=DAILY;BYMINUTE=60")]
    [InlineData("FREQ=DAILY;BYSECOND=61")]
    [InlineData("FREQ=DAILY;BYMONTH=0")]
    [InlineData("FREQ=DAILY;BYMONTH=13")]
    [InlineData("FREQ=DAILY;BYMONTHDAY=0")]
    [InlineData("FREQ=DAILY;BYMONTHDAY=32")]
    [InlineData("FREQ=DAILY;BYMONTHDAY=--1")]
    [InlineData("FREQ=YEARLY;BYYEARDAY=367")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=-54")]
    [InlineData("FREQ=MONTHLY;BYDAY=0MO")]
    [InlineData("FREQ=MONTHLY;BYDAY=MONDAY")]
    [InlineData("FREQ=MONTHLY;BYSETPOS=0")]
    [InlineData("FREQ=DAILY;UNTIL=20260230")]
    [InlineData("FREQ=DAILY;BYDAY")]
    [InlineData("FREQ=DAILY;EVERY=2")]
    [InlineData("RSCALE=CHINESE;FREQ=DAILY")]
    [InlineData("FREQ=MONTHLY;SKIP=FORWARD")]
    public void A_rule_half_understood_is_refused(string text) => Assert.IsType<Failure.Invalid>(RecurrenceRule.Parse(text).Failure);

    [Fact]
    public void COUNT_and_UNTIL_together_end_with_the_earlier()
    {
        Assert.Equal(2, Times("FREQ=DAILY;COUNT=5;UNTIL=20260102").Count);
        Assert.Single(Times("FREQ=DAILY;COUNT=1;UNTIL=20260102"));
    }

    [Fact]
    public void What_a_rule_leaves_open_comes_from_its_start()
    {
        Assert.Equal([2026, 2027], Times("FREQ=YEARLY;BYMONTHDAY=5;COUNT=2").Select(time => time.Year));
        Assert.Equal([IsoDayOfWeek.Thursday], Times("FREQ=YEARLY;BYWEEKNO=20;COUNT=3").Select(time => time.DayOfWeek).Distinct());
    }

    private static IReadOnlyList<LocalDateTime> Times(string rule) =>
        RuleTimes.Of(RecurrenceRule.Parse(rule).Value, new LocalDateTime(2026, 1, 1, 9, 0), new LocalDateTime(2100, 1, 1, 0, 0), wholeDays: false, 100).Value;
}
