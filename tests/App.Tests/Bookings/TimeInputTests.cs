using App.Bookings;
using NodaTime;
using NodaTime.Text;

namespace App.Tests.Bookings;

/// <summary>What is typed becomes the moment the wall clock means, also in the nights clocks change.</summary>
public sealed class TimeInputTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30:00Z")] // skipped: 03:30 in summer time
    [InlineData("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z")] // twice: the first
    [InlineData("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00:00Z")]
    [InlineData("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30:00Z")]
    [InlineData("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45:00Z")] // half an hour is skipped
    [InlineData("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00Z")]
    [InlineData("Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15T01:30:00Z")] // Ramadan begins
    [InlineData("Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22T02:30:00Z")] // and ends
    public void A_typed_time_is_the_moment_its_wall_clock_means(string zone, string day, string start, string moment)
    {
        var read = new TimeInput { Day = day, Start = start, Minutes = 45 }.Read(DateTimeZoneProviders.Tzdb[zone]);

        Assert.Equal(InstantPattern.ExtendedIso.Parse(moment).Value, read.Start);
        Assert.Equal((Duration.FromMinutes(45), zone), (read.End - read.Start, read.TimeZone));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-25T00:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T01:30:00Z")] // 02:30 again
    [InlineData("America/New_York", "2026-11-01T06:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T15:15:00Z")]
    [InlineData("Africa/Casablanca", "2026-02-15T02:30:00Z")]
    public void A_moment_that_was_taken_over_and_left_alone_stays_that_moment(string zone, string moment)
    {
        var (tz, at) = (DateTimeZoneProviders.Tzdb[zone], InstantPattern.ExtendedIso.Parse(moment).Value);
        var taken = new TimeInput();
        taken.Begin(at, tz);
        var shown = TimeInput.Of(at, at + Duration.FromMinutes(30), tz);

        Assert.Equal((at, at), (taken.Read(tz).Start, shown.Read(tz).Start));
        taken.Start = "12:00";
        Assert.NotEqual(at, taken.Read(tz).Start);
    }

    [Fact]
    public void The_last_day_of_all_is_no_day()
    {
        var input = new TimeInput { Day = "9999-12-31", Start = "23:55" };

        Assert.Equal(Instant.FromUnixTimeTicks(0), input.Read(DateTimeZone.Utc).Start);
        Assert.Equal(Instant.FromUnixTimeTicks(0), input.WholeDay(DateTimeZone.Utc).From);
    }

    [Theory]
    [InlineData(null, "09:00")]
    [InlineData("2026-02-30", "09:00")]
    [InlineData("2026-02-20", "25:00")]
    [InlineData("tomorrow", "")]
    public void What_is_no_time_is_long_past_for_the_use_case_to_refuse(string? day, string? start) =>
        Assert.Equal(Instant.FromUnixTimeTicks(0), new TimeInput { Day = day, Start = start }.Read(DateTimeZone.Utc).Start);

    [Theory]
    [InlineData("2026-01-16T16:20:00Z", "2026-01-19", "09:00")] // Friday evening in Berlin: Monday
    [InlineData("2026-01-14T05:00:00Z", "2026-01-14", "09:00")]
    [InlineData("2026-01-14T10:20:00Z", "2026-01-14", "12:00")]
    public void A_form_begins_with_the_next_hour_of_a_working_day(string now, string day, string start)
    {
        var soon = TimeInput.Soon(InstantPattern.ExtendedIso.Parse(now).Value, DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

        Assert.Equal((day, start, 30), (soon.Day, soon.Start, soon.Minutes));
    }
}
