using App.Availability;
using NodaTime;

namespace App.Tests.Availability;

public sealed class BlockRepeatTests
{
    [Theory]
    [InlineData(null, Repeat.Once)]
    [InlineData("FREQ=DAILY", Repeat.Daily)]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", Repeat.Weekdays)]
    [InlineData("FREQ=WEEKLY;UNTIL=20261231", Repeat.Weekly)]
    [InlineData("FREQ=WEEKLY;UNTIL=20261231;BYDAY=MO,TU,WE,TH,FR", Repeat.Weekdays)]
    [InlineData("FREQ=MONTHLY", Repeat.Monthly)]
    [InlineData("FREQ=WEEKLY;COUNT=3", Repeat.Own)]
    [InlineData("FREQ=WEEKLY;UNTIL=20261231T080000Z", Repeat.Own)]
    public void A_rule_is_the_choice_that_writes_it(string? rule, Repeat expected) => Assert.Equal(expected, BlockRepeat.Of(rule).Repeat);

    [Theory]
    [InlineData("FREQ=DAILY")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261231")]
    [InlineData("FREQ=MONTHLY;BYDAY=1MO;COUNT=4")]
    public void What_is_read_is_written_the_same(string rule) => Assert.Equal(rule, BlockRepeat.Of(rule).ToRule());

    [Fact]
    public void Monday_to_Friday_does_not_begin_on_a_weekend()
    {
        Assert.Equal(new LocalDate(2026, 11, 30), new BlockRepeat(Repeat.Weekdays).Earliest(new LocalDate(2026, 11, 28)));
        Assert.Equal(new LocalDate(2026, 11, 27), new BlockRepeat(Repeat.Weekdays).Earliest(new LocalDate(2026, 11, 27)));
        Assert.Equal(new LocalDate(2026, 11, 28), new BlockRepeat(Repeat.Weekly).Earliest(new LocalDate(2026, 11, 28)));
    }
}
