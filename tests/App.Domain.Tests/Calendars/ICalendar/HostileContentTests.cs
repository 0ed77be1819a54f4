using System.Text;
using App.Domain.Calendars.ICalendar;
using App.Domain.Tests.Calendars.Recurrence;
using NodaTime;

namespace App.Domain.Tests.Calendars.ICalendar;

public sealed class HostileContentTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n  ")]
    [InlineData("<!DOCTYPE html><title>Sign in</title>")]
    [InlineData("BEGIN:VCALENDAR\r\nVERSION:2.0")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR")]
    [InlineData("END:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nSUMMARY:outside")]
    public void What_is_not_a_whole_calendar_is_refused(string text) => Assert.IsType<Failure.Invalid>(ContentParser.Parse(text).Failure);

    [Fact]
    public void Limits_are_limits()
    {
        var limits = new ContentLimits { MostBytes = 1000, MostLineBytes = 100, MostDepth = 3, MostNodes = 10, MostDates = 3, MostRules = 1 };
        string Nested(int depth) => string.Concat(Enumerable.Repeat("BEGIN:X\n", depth)) + string.Concat(Enumerable.Repeat("END:X\n", depth));
        string Event(string lines) => $"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n";

        Assert.False(ContentParser.Parse(new string('x', 1001), limits).IsOk);
        Assert.False(ContentParser.Parse($"BEGIN:X\nA:{new string('x', 99)}\nEND:X", limits).IsOk);
        Assert.False(ContentParser.Parse($"BEGIN:X\nA:{new string('x', 50)}\n {new string('x', 50)}\nEND:X", limits).IsOk);
        Assert.True(ContentParser.Parse(Nested(3), limits).IsOk);
        Assert.False(ContentParser.Parse(Nested(4), limits).IsOk);
        Assert.False(ContentParser.Parse($"BEGIN:X\n{string.Concat(Enumerable.Repeat("A:1\n", 10))}END:X", limits).IsOk);
        Assert.Single(CalendarContent.Read(Event("RDATE;VALUE=DATE:20260101,20260102\nEXDATE;VALUE=DATE:20260103,20260104"), limits).Value.SetAside);
        Assert.Single(CalendarContent.Read(Event("RRULE:FREQ=DAILY\nRRULE:FREQ=DAILY"), limits).Value.SetAside);
    }

    [Fact]
    public void A_line_of_ten_megabytes_is_refused_and_one_of_five_is_kept()
    {
        Assert.False(ContentParser.Parse($"BEGIN:X\nATTACH:{new string('a', 10 << 20)}\nEND:X").IsOk);
        Assert.Equal(5 << 20, ContentParser.Parse($"BEGIN:X\nATTACH:{new string('a', 5 << 20)}\nEND:X").Value[0].Find("ATTACH")!.Value.Length);
    }

    [Fact]
    public void Many_dates_are_read_once_each()
    {
        var dates = string.Join(',', Enumerable.Range(0, 50_000).Select(i => Ics.Utc(Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMinutes(i % 40_000)).Replace("-", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal)));

        Assert.Equal(40_000, Ics.Occurrences(Ics.Event("DTSTART:20260101T000000Z", $"RDATE:{dates}")).Count);
        Assert.Empty(Ics.Occurrences(Ics.Event("DTSTART:20260101T000000Z", "RRULE:FREQ=MINUTELY;COUNT=40000", $"EXDATE:{dates}")));
        Assert.IsType<Failure.Invalid>(Ics.SetAside(Ics.Event("DTSTART:20260101T000000Z", $"RDATE:{dates}", $"RDATE:{dates}", $"EXDATE:{dates}")));
    }

    [Fact]
    public void Many_overrides_of_one_series_are_one_series()
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\n");
        for (var i = 0; i < 20_000; i++)
        {
            text.Append("BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20260101T090000Z\nDTSTART:20260101T090000Z\nEND:VEVENT\n");
        }

        Assert.Single(Ics.Occurrences(text.Append("END:VCALENDAR").ToString()));
    }

    [Fact]
    public void A_zone_of_many_rules_is_refused_before_they_are_worked_out()
    {
        var rules = Enumerable.Repeat("RRULE:FREQ=DAILY", 100_000);
        var text = Ics.Calendar([
            "BEGIN:VTIMEZONE", "TZID:Bomb", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", .. rules, "END:STANDARD", "END:VTIMEZONE",
            "BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Bomb:20260101T000000", "END:VEVENT"]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.IsType<Failure.Invalid>(Ics.SetAside(text));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Fact]
    public void Quotes_that_never_close_are_read_in_one_pass()
    {
        var line = $"A;{string.Concat(Enumerable.Repeat("P=\"a\";Q=\"", 100_000))}:value";

        Assert.NotNull(ContentParser.Parse($"BEGIN:X\n{line}\nEND:X").Value[0].Children);
    }
}
