using System.Text.Json.Nodes;
using App.Sandbox.Microsoft.Mailbox;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Tests.Microsoft;

public sealed class RecurrencePatternTests
{
    private static readonly LocalDate FarAway = new(2035, 1, 1);

    private static string[] Dates(string pattern, string range, int most = 5)
    {
        var recurrence = new JsonObject { ["pattern"] = JsonNode.Parse(pattern), ["range"] = JsonNode.Parse(range) };
        return [.. RecurrencePattern.Parse(recurrence, new LocalDate(2026, 1, 1)).Value!.Dates(FarAway).Take(most).Select(LocalDatePattern.Iso.Format)];
    }

    private static string From(string start) => $$"""{"type":"noEnd","startDate":"{{start}}"}""";

    [Theory]
    [InlineData("""{"type":"daily","interval":3}""", "2026-01-30", "2026-01-30,2026-02-02,2026-02-05")]
    [InlineData("""{"type":"weekly","interval":1,"daysOfWeek":["monday","thursday"]}""", "2026-01-01", "2026-01-01,2026-01-05,2026-01-08")]
    [InlineData("""{"type":"weekly","interval":2,"daysOfWeek":["sunday","tuesday"],"firstDayOfWeek":"sunday"}""", "2026-01-06", "2026-01-06,2026-01-18,2026-01-20")]
    [InlineData("""{"type":"weekly","interval":2,"daysOfWeek":["sunday","tuesday"],"firstDayOfWeek":"monday"}""", "2026-01-06", "2026-01-06,2026-01-11,2026-01-20")]
    [InlineData("""{"type":"absoluteMonthly","interval":1,"dayOfMonth":31}""", "2026-01-31", "2026-01-31,2026-02-28,2026-03-31")]
    [InlineData("""{"type":"relativeMonthly","interval":1,"daysOfWeek":["friday"],"index":"last"}""", "2026-01-01", "2026-01-30,2026-02-27,2026-03-27")]
    [InlineData("""{"type":"relativeMonthly","interval":1,"daysOfWeek":["saturday","sunday"],"index":"second"}""", "2026-01-01", "2026-01-04,2026-02-07,2026-03-07")]
    [InlineData("""{"type":"absoluteYearly","interval":1,"dayOfMonth":29,"month":2}""", "2026-01-01", "2026-02-28,2027-02-28,2028-02-29")]
    [InlineData("""{"type":"relativeYearly","interval":2,"daysOfWeek":["monday"],"index":"first","month":9}""", "2026-01-01", "2026-09-07,2028-09-04,2030-09-02")]
    public void Each_type_gives_its_days(string pattern, string start, string expected) =>
        Assert.Equal(expected.Split(','), Dates(pattern, From(start), 3));

    [Fact]
    public void A_range_ends_with_its_date_or_number()
    {
        const string daily = """{"type":"daily","interval":1}""";

        Assert.Equal(["2026-01-01", "2026-01-02"], Dates(daily, """{"type":"endDate","startDate":"2026-01-01","endDate":"2026-01-02"}"""));
        Assert.Equal(["2026-01-01", "2026-01-02", "2026-01-03"], Dates(daily, """{"type":"numbered","startDate":"2026-01-01","numberOfOccurrences":3}"""));
    }

    [Theory]
    [InlineData("""{"type":"hourly","interval":1}""")]
    [InlineData("""{"type":"daily","interval":0}""")]
    [InlineData("""{"type":"weekly","interval":1}""")]
    [InlineData("""{"type":"absoluteMonthly","interval":1}""")]
    [InlineData("""{"type":"relativeMonthly","interval":1,"daysOfWeek":["friday"],"index":"fifth"}""")]
    [InlineData("""{"type":"absoluteYearly","interval":1,"dayOfMonth":1}""")]
    public void What_is_incomplete_is_refused(string pattern)
    {
        var recurrence = new JsonObject { ["pattern"] = JsonNode.Parse(pattern), ["range"] = JsonNode.Parse(From("2026-01-01")) };

        Assert.Equal("ErrorInvalidRecurrencePattern", RecurrencePattern.Parse(recurrence, new LocalDate(2026, 1, 1)).Error!.Code);
    }
}
