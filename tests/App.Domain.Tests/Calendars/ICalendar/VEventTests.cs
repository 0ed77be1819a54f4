using App.Domain.Calendars;
using App.Domain.Calendars.ICalendar;
using App.Domain.Tests.Calendars.Recurrence;
using NodaTime;

namespace App.Domain.Tests.Calendars.ICalendar;

public sealed class VEventTests
{
    [Fact]
    public void An_event_is_read_with_what_describes_it()
    {
        var one = Read(
            "DTSTART;TZID=Europe/Berlin:20260302T090000", "DTEND;TZID=Europe/Berlin:20260302T093000", "SUMMARY:Plan\\, then do", "LOCATION:Room 1", "DESCRIPTION:a\\nb",
            "URL:https://northwind.example/1", "STATUS:tentative", "TRANSP:TRANSPARENT", "CLASS:CONFIDENTIAL", "SEQUENCE:3", "LAST-MODIFIED:20260101T120000Z",
            "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "ORGANIZER;CN=Bo:mailto:bo@northwind.example",
            "ATTENDEE;CN=Ann;PARTSTAT=DECLINED;ROLE=OPT-PARTICIPANT:MAILTO:ann@northwind.example", "ATTENDEE:mailto:cy@northwind.example",
            "BEGIN:VALARM", "TRIGGER:-PT15M", "END:VALARM");

        Assert.Equal(("one", "Plan, then do", "Room 1", "a\nb", "https://northwind.example/1"), (one.Uid, one.Summary, one.Location, one.Description, one.Url));
        Assert.Equal((EventStatus.Tentative, Transparency.Free, Classification.Confidential, 3), (one.Status, one.Transparency, one.Classification, one.Sequence));
        Assert.Equal((BusyStatus.OutOfOffice, Instant.FromUtc(2026, 1, 1, 12, 0)), (one.BusyStatus, one.LastModified!.Value));
        Assert.Equal(new Attendee("bo@northwind.example", "Bo", Response.NeedsAction, null), one.Organizer);
        Assert.Equal([new Attendee("ann@northwind.example", "Ann", Response.Declined, "OPT-PARTICIPANT"), new Attendee("cy@northwind.example", null, Response.NeedsAction, null)], one.Attendees);
        Assert.Equal("-PT15M", Assert.Single(one.Alarms).Find("TRIGGER")!.Value);
        Assert.Equal((TimeForm.Zoned, new LocalDateTime(2026, 3, 2, 9, 0), Ics.Berlin), (one.Start.Form, one.Start.Local, one.Start.Zone));
        Assert.False(one.Recurs);
    }

    [Theory]
    [InlineData("DTSTART", "DTSTART:20260230T090000Z")]
    [InlineData("DTSTART", "DTSTART:00000101T090000Z")]
    [InlineData("DTSTART", "DTSTART:20260302T250000Z")]
    [InlineData("DTSTART", "DTSTART:tomorrow")]
    [InlineData("DTSTART", "SUMMARY:no start")]
    [InlineData("DTSTART", "DTSTART:20260302T090000Z", "DTSTART:20260303T090000Z")]
    [InlineData("DURATION", "DTSTART:20260302T090000Z", "DURATION:-PT1H")]
    [InlineData("DURATION", "DTSTART:20260302T090000Z", "DURATION:1 hour")]
    [InlineData("TZID", "DTSTART;TZID=Middle Earth:20260302T090000")]
    [InlineData("RRULE", "DTSTART:20260302T090000Z", "RRULE:FREQ=SOMETIMES")]
    [InlineData("RRULE", "DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=HOURLY")]
    [InlineData("EXDATE", "DTSTART:20260302T090000Z", "EXDATE:20260302T090000Z,never")]
    [InlineData("RDATE", "DTSTART:20260302T090000Z", "RDATE;VALUE=PERIOD:20260302T090000Z/never")]
    public void What_says_when_must_be_readable(string field, params string[] lines) =>
        Assert.Contains(field, Assert.IsType<Failure.Invalid>(Ics.SetAside(Ics.Event(lines))).Errors.Keys);

    [Fact]
    public void One_bad_event_sets_its_series_aside_and_no_other()
    {
        var content = Ics.Read(Ics.Calendar(
            "BEGIN:VEVENT", "UID:good", "DTSTART:20260302T090000Z", "END:VEVENT", "BEGIN:VEVENT", "UID:bad", "DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY", "END:VEVENT",
            "BEGIN:VEVENT", "UID:bad", "RECURRENCE-ID:20260303T090000Z", "DTSTART:soon", "END:VEVENT"));

        Assert.Equal("good", Assert.Single(content.Series).Uid);
        Assert.Equal("bad", Assert.Single(content.SetAside).Uid);
    }

    [Fact]
    public void Events_without_a_UID_are_a_series_each() =>
        Assert.Equal(2, Ics.Read(Ics.Calendar("BEGIN:VEVENT", "DTSTART:20260302T090000Z", "END:VEVENT", "BEGIN:VEVENT", "DTSTART:20260303T090000Z", "END:VEVENT")).Series.Count);

    [Fact]
    public void A_leap_second_is_read_as_the_second_before_it() =>
        Assert.Equal(["2016-12-31T23:59:59Z"], Ics.Starts(Ics.Event("DTSTART:20161231T235960Z")));

    private static VEvent Read(params string[] lines) => Ics.Series(Ics.Event(lines)).Master!;
}
