using App.Domain.Calendars;
using App.Domain.Calendars.Recurrence;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Tests.Calendars.Recurrence;

public sealed class SeriesTests
{
    private static readonly string[] Weekly = ["BEGIN:VEVENT", "UID:w", "DTSTART;TZID=Europe/Berlin:20260302T090000", "DTEND;TZID=Europe/Berlin:20260302T100000", "RRULE:FREQ=WEEKLY", "SUMMARY:Weekly", "END:VEVENT"];

    private static readonly Window SecondWeekOfMarch = Ics.Between("2026-03-09T00:00:00Z", "2026-03-16T00:00:00Z");

    [Fact]
    public void A_start_that_does_not_match_its_rule_is_the_first_occurrence_and_counts()
    {
        var text = Ics.Event("DTSTART:20260101T090000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3");

        Assert.Equal(["2026-01-01T09:00:00Z", "2026-01-05T09:00:00Z", "2026-01-12T09:00:00Z"], Ics.Starts(text));
        Assert.Equal(["2026-01-12T09:00:00Z"], Ics.Starts(text, Ics.Between("2026-01-06T00:00:00Z", "2027-01-01T00:00:00Z")));
    }

    [Fact]
    public void An_occurrence_that_began_before_the_window_and_lasts_into_it_belongs_to_it()
    {
        var text = Ics.Event("DTSTART:20260101T220000Z", "DURATION:PT4H", "RRULE:FREQ=DAILY");

        Assert.Equal(["2026-03-04T22:00:00Z", "2026-03-05T22:00:00Z"], Ics.Starts(text, Ics.Between("2026-03-05T01:00:00Z", "2026-03-06T00:00:00Z")));
        Assert.Equal(["2026-03-05T22:00:00Z"], Ics.Starts(text, Ics.Between("2026-03-05T02:00:00Z", "2026-03-06T00:00:00Z")));
    }

    [Fact]
    public void RDATE_adds_EXDATE_removes_and_both_may_speak_of_another_zone()
    {
        var text = Ics.Event(
            "DTSTART;TZID=Europe/Berlin:20260302T090000", "RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20260303T080000Z", "EXDATE;TZID=America/New_York:20260304T030000",
            "RDATE;TZID=Europe/Berlin:20260310T120000,20260302T090000");

        Assert.Equal(["2026-03-02T08:00:00Z", "2026-03-05T08:00:00Z", "2026-03-10T11:00:00Z"], Ics.Starts(text));
    }

    [Fact]
    public void A_period_brings_its_own_length()
    {
        var found = Ics.Occurrences(Ics.Event("DTSTART:20260302T090000Z", "DURATION:PT1H", "RDATE;VALUE=PERIOD:20260303T090000Z/PT3H,20260304T090000Z/20260304T093000Z"));

        Assert.Equal([60, 180, 30], found.Select(o => (int)(o.End - o.Start).TotalMinutes));
        Assert.Single(Ics.Occurrences(Ics.Event("DTSTART:20260302T090000Z", "RDATE;VALUE=PERIOD:20260303T090000Z/P3D"), Ics.Between("2026-03-05T00:00:00Z", "2026-03-05T01:00:00Z")));
    }

    [Fact]
    public void EXDATE_with_a_date_removes_that_day()
    {
        var text = Ics.Event("DTSTART;TZID=Europe/Berlin:20260302T090000", "RRULE:FREQ=DAILY;BYHOUR=9,18;COUNT=6", "EXDATE;VALUE=DATE:20260303");

        Assert.Equal(["2026-03-02T08:00:00Z", "2026-03-02T17:00:00Z", "2026-03-04T08:00:00Z", "2026-03-04T17:00:00Z"], Ics.Starts(text));
    }

    [Fact]
    public void EXRULE_is_read_and_its_start_is_removed_only_where_it_matches()
    {
        Assert.Equal(
            ["2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z", "2026-03-05T09:00:00Z"],
            Ics.Starts(Ics.Event("DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY;COUNT=4", "EXRULE:FREQ=WEEKLY;BYDAY=WE")));
        Assert.Equal(
            ["2026-03-03T09:00:00Z", "2026-03-05T09:00:00Z"],
            Ics.Starts(Ics.Event("DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY;COUNT=4", "EXRULE:FREQ=DAILY;INTERVAL=2")));
    }

    [Fact]
    public void Several_rules_are_taken_together() =>
        Assert.Equal(
            ["2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z", "2026-03-04T09:00:00Z"],
            Ics.Starts(Ics.Event("DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=2")));

    [Fact]
    public void An_override_moved_out_of_the_window_is_gone_from_it()
    {
        var text = Ics.Calendar([.. Weekly, .. Override("20260309T090000", "20260401T140000")]);

        Assert.Empty(Ics.Starts(text, SecondWeekOfMarch));
        Assert.Equal(["2026-04-01T12:00:00Z"], Ics.Starts(text, Ics.Between("2026-04-01T00:00:00Z", "2026-04-02T00:00:00Z")));
    }

    [Fact]
    public void An_override_moved_into_the_window_is_in_it_and_remembers_where_it_was()
    {
        var found = Ics.Occurrences(Ics.Calendar([.. Override("20260504T090000", "20260310T140000"), .. Weekly]), SecondWeekOfMarch);

        Assert.Equal(["2026-03-09T08:00:00Z", "2026-03-10T13:00:00Z"], found.Select(o => Ics.Utc(o.Start)));
        Assert.Equal(("Moved", "2026-05-04T07:00:00Z"), (found[1].Event.Summary, Ics.Utc(found[1].OriginalStart)));
    }

    [Fact]
    public void An_override_may_name_its_occurrence_in_UTC_or_by_its_date()
    {
        Assert.Equal(["2026-03-10T13:00:00Z"], Ics.Starts(Ics.Calendar([.. Weekly, .. Override("", "20260310T140000", "RECURRENCE-ID:20260309T080000Z")]), SecondWeekOfMarch));
        Assert.Equal(["2026-03-10T13:00:00Z"], Ics.Starts(Ics.Calendar([.. Weekly, .. Override("", "20260310T140000", "RECURRENCE-ID;VALUE=DATE:20260309")]), SecondWeekOfMarch));
    }

    [Fact]
    public void Of_two_overrides_of_one_occurrence_the_higher_sequence_counts()
    {
        var text = Ics.Calendar([.. Weekly, .. Override("20260309T090000", "20260311T140000", "SEQUENCE:2"), .. Override("", "20260310T140000", "RECURRENCE-ID:20260309T080000Z", "SEQUENCE:1")]);

        Assert.Equal(["2026-03-11T13:00:00Z"], Ics.Starts(text, SecondWeekOfMarch));
    }

    [Fact]
    public void A_cancelled_override_is_told_as_cancelled()
    {
        var found = Assert.Single(Ics.Occurrences(Ics.Calendar([.. Weekly, .. Override("20260309T090000", "20260309T090000", "STATUS:CANCELLED")]), SecondWeekOfMarch));

        Assert.Equal(EventStatus.Cancelled, found.Event.Status);
    }

    [Fact]
    public void An_override_that_came_without_its_series_is_an_occurrence_of_its_own() =>
        Assert.Equal(["2026-03-10T13:00:00Z"], Ics.Starts(Ics.Calendar(Override("20260309T090000", "20260310T140000")), SecondWeekOfMarch));

    [Fact]
    public void THISANDFUTURE_moves_what_follows_by_as_much_on_the_clock_and_gives_it_its_length()
    {
        var text = Ics.Calendar([.. Weekly, .. Range("20260316T090000", "20260317T110000", "DURATION:PT2H")]);
        var found = Ics.Occurrences(text, Ics.Between("2026-03-09T00:00:00Z", "2026-04-03T00:00:00Z"));

        Assert.Equal(["2026-03-09T08:00:00Z", "2026-03-17T10:00:00Z", "2026-03-24T10:00:00Z", "2026-03-31T09:00:00Z"], found.Select(o => Ics.Utc(o.Start)));
        Assert.Equal([1, 2, 2, 2], found.Select(o => (int)(o.End - o.Start).TotalHours));
        Assert.Equal("2026-03-30T07:00:00Z", Ics.Utc(found[3].OriginalStart));
    }

    [Fact]
    public void THISANDFUTURE_written_in_UTC_keeps_the_hour_of_the_series()
    {
        var text = Ics.Calendar([.. Weekly, "BEGIN:VEVENT", "UID:w", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260316T080000Z", "DTSTART:20260316T100000Z", "END:VEVENT"]);

        Assert.Equal(["2026-03-16T10:00:00Z", "2026-03-23T10:00:00Z", "2026-03-30T09:00:00Z"], Ics.Starts(text, Ics.Between("2026-03-16T00:00:00Z", "2026-04-01T00:00:00Z")));
    }

    [Fact]
    public void THISANDFUTURE_of_what_the_rule_does_not_have_is_an_occurrence_all_the_same()
    {
        var text = Ics.Calendar([.. Weekly, .. Range("20260311T090000", "20260311T100000")]);

        Assert.Equal(["2026-03-09T08:00:00Z", "2026-03-11T09:00:00Z"], Ics.Starts(text, SecondWeekOfMarch));
    }

    [Fact]
    public void A_later_range_and_a_single_override_go_before_an_earlier_range()
    {
        var text = Ics.Calendar([.. Weekly, .. Range("20260316T090000", "20260316T100000"), .. Range("20260406T090000", "20260406T120000"), .. Override("20260323T090000", "20260325T080000")]);

        Assert.Equal(
            ["2026-03-09T08:00:00Z", "2026-03-16T09:00:00Z", "2026-03-25T07:00:00Z", "2026-03-30T08:00:00Z", "2026-04-06T10:00:00Z", "2026-04-13T10:00:00Z"],
            Ics.Starts(text, Ics.Between("2026-03-09T00:00:00Z", "2026-04-20T00:00:00Z")));
    }

    [Fact]
    public void Ranges_that_cross_are_still_in_order()
    {
        var text = Ics.Calendar([.. Weekly, .. Range("20260316T090000", "20260301T090000")]);

        var starts = Ics.Occurrences(text, Ics.Between("2026-02-01T00:00:00Z", "2026-04-20T00:00:00Z")).Select(o => o.Start).ToList();

        Assert.Equal(starts.Order(), starts);
        Assert.Equal("2026-03-01T08:00:00Z", Ics.Utc(starts[0]));
    }

    [Fact]
    public void Whole_days_are_found_by_the_days_of_the_reader()
    {
        var text = Ics.Event("DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20260103", "RRULE:FREQ=WEEKLY;UNTIL=20260201");
        var auckland = DateTimeZoneProviders.Tzdb["Pacific/Auckland"];

        Assert.Equal(["2026-01-14T11:00:00Z"], Ics.Starts(text, Ics.Between("2026-01-16T10:00:00Z", "2026-01-16T10:30:00Z"), auckland));
        Assert.Empty(Ics.Starts(text, Ics.Between("2026-01-16T11:00:00Z", "2026-01-16T12:00:00Z"), auckland));
    }

    [Fact]
    public void An_end_before_the_start_and_an_end_equal_to_a_day_are_mended()
    {
        Assert.Equal(Duration.Zero, LengthOf(Ics.Event("DTSTART:20260302T090000Z", "DTEND:20260302T080000Z")));
        Assert.Equal(Duration.FromDays(1), LengthOf(Ics.Event("DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260302")));
        Assert.Equal(Duration.FromDays(1), LengthOf(Ics.Event("DTSTART;VALUE=DATE:20260302")));
        Assert.Equal(Duration.FromDays(9), LengthOf(Ics.Event("DTSTART:20260302T090000Z", "DURATION:P1W2D")));
    }

    [Fact]
    public void Reading_by_small_spans_gives_the_same_as_by_large_ones()
    {
        var series = Ics.Series(Ics.Calendar([.. Weekly, .. Override("20260309T090000", "20260311T140000")]));
        var window = Ics.Between("2026-03-01T00:00:00Z", "2026-06-01T00:00:00Z");
        var (reader, one, all) = (series.Read(window, Ics.Berlin), new Occurrence[1], new List<Occurrence>());
        while (reader.Read(one).Value == 1)
        {
            all.Add(one[0]);
        }

        Assert.Equal(series.List(window, Ics.Berlin).Value, all);
    }

    private static Duration LengthOf(string text) => Assert.Single(Ics.Occurrences(text)) is var one ? one.End - one.Start : default;

    private static string[] Override(string original, string start, params string[] more) =>
        ["BEGIN:VEVENT", "UID:w", .. original.Length > 0 ? [$"RECURRENCE-ID;TZID=Europe/Berlin:{original}"] : Array.Empty<string>(), $"DTSTART;TZID=Europe/Berlin:{start}", "DURATION:PT1H", "SUMMARY:Moved", .. more, "END:VEVENT"];

    private static string[] Range(string original, string start, string length = "DURATION:PT1H") =>
        ["BEGIN:VEVENT", "UID:w", $"RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:{original}", $"DTSTART;TZID=Europe/Berlin:{start}", length, "END:VEVENT"];
}
