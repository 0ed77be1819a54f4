using App.Domain.Calendars.ICalendar;
using NodaTime;

namespace App.Domain.Tests.Calendars.ICalendar;

public sealed class SeriesEditorTests
{
    [Theory]
    [InlineData("DTSTART:20260119T090000", "RECURRENCE-ID:20260120T090000")]
    [InlineData("DTSTART:20260119T090000Z", "RECURRENCE-ID:20260120T090000")]
    public void Occurrences_of_a_series_with_times_of_no_zone_are_left_alone_also_where_they_were_changed_before(string start, string changed)
    {
        var (calendar, editor) = Edit([start, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4"], [changed, "DTSTART:20260120T100000", "DURATION:PT1H"]);
        var before = calendar.ToString();

        Assert.Equal("floating_series", editor.Single(Instant.FromUtc(2026, 1, 20, 9, 0)).Failure?.Code);
        Assert.Equal("floating_series", editor.Remove(Instant.FromUtc(2026, 1, 20, 9, 0)).Failure?.Code);
        Assert.Equal(before, calendar.ToString());
    }

    [Fact]
    public void A_run_of_occurrences_without_its_series_is_left_alone()
    {
        var (calendar, editor) = Edit(["RECURRENCE-ID;RANGE=THISANDFUTURE:20260120T090000Z", "DTSTART:20260120T100000Z", "DURATION:PT1H"]);
        var before = calendar.ToString();

        Assert.Equal("no_master", editor.Single(Instant.FromUtc(2026, 1, 20, 9, 0)).Failure?.Code);
        Assert.Equal("no_master", editor.Remove(Instant.FromUtc(2026, 1, 20, 9, 0)).Failure?.Code);
        Assert.Equal("not_found", editor.Remove(Instant.FromUtc(2026, 1, 19, 9, 0)).Failure?.Code);
        Assert.Equal(before, calendar.ToString());
    }

    [Fact]
    public void An_occurrence_that_ends_in_an_hour_that_comes_twice_keeps_its_length()
    {
        var (calendar, editor) = Edit(["DTSTART;TZID=Europe/Berlin:20261024T013000", "DURATION:PT2H", "RRULE:FREQ=DAILY;COUNT=4"]);
        Assert.True(editor.Single(Instant.FromUtc(2026, 10, 24, 23, 30)).IsOk);

        Assert.True(CalendarContent.Read(ContentWriter.Write(calendar)).TryGet(out var read, out _));
        var written = Assert.Single(Assert.Single(read.Series).Overrides);
        Assert.Equal(new EventLength(0, 7200), written.Length);
    }

    private static (Component Calendar, SeriesEditor Editor) Edit(params string[][] events)
    {
        var lines = events.SelectMany(e => new[] { "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z" }.Concat(e).Append("END:VEVENT"));
        Assert.True(CalendarContent.Read(string.Join("\r\n", ["BEGIN:VCALENDAR", "VERSION:2.0", .. lines, "END:VCALENDAR", ""])).TryGet(out var content, out var failure), failure?.Reason);
        var calendar = Assert.Single(content.Components);
        return (calendar, new SeriesEditor(calendar, Assert.Single(content.Series)));
    }
}
