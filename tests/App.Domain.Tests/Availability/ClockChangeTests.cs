using App.Domain.Availability;
using App.Domain.Time;
using NodaTime;
using NodaTime.Text;

namespace App.Domain.Tests.Availability;

/// <summary>Nights in which clocks change, with the instants written out.</summary>
public sealed class ClockChangeTests
{
    [Theory]
    // Berlin, 29 March: 02:00 becomes 03:00 at 01:00Z.
    [InlineData("Europe/Berlin", "2026-03-29", "01:00-04:00", "2026-03-29T00:00Z/2026-03-29T02:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "02:15-02:45", "")]
    [InlineData("Europe/Berlin", "2026-03-29", "02:30-03:30", "2026-03-29T01:00Z/2026-03-29T01:30Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "09:00-17:00", "2026-03-29T07:00Z/2026-03-29T15:00Z")]
    // Berlin, 25 October: 03:00 becomes 02:00 at 01:00Z.
    [InlineData("Europe/Berlin", "2026-10-25", "01:00-04:00", "2026-10-24T23:00Z/2026-10-25T03:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "02:15-02:45", "2026-10-25T00:15Z/2026-10-25T00:45Z 2026-10-25T01:15Z/2026-10-25T01:45Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "02:30-03:30", "2026-10-25T00:30Z/2026-10-25T01:00Z 2026-10-25T01:30Z/2026-10-25T02:30Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "09:00-17:00", "2026-10-25T08:00Z/2026-10-25T16:00Z")]
    // New York, 8 March: 02:00 becomes 03:00 at 07:00Z; 1 November: 02:00 becomes 01:00 at 06:00Z.
    [InlineData("America/New_York", "2026-03-08", "01:00-04:00", "2026-03-08T06:00Z/2026-03-08T08:00Z")]
    [InlineData("America/New_York", "2026-03-08", "02:15-02:45", "")]
    [InlineData("America/New_York", "2026-11-01", "01:00-04:00", "2026-11-01T05:00Z/2026-11-01T09:00Z")]
    [InlineData("America/New_York", "2026-11-01", "01:15-01:45", "2026-11-01T05:15Z/2026-11-01T05:45Z 2026-11-01T06:15Z/2026-11-01T06:45Z")]
    // Lord Howe, half an hour. 4 October: 02:00 becomes 02:30 at 15:30Z the day before; 5 April: 02:00 becomes 01:30 at 15:00Z the day before.
    [InlineData("Australia/Lord_Howe", "2026-10-04", "01:00-04:00", "2026-10-03T14:30Z/2026-10-03T17:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:10-02:50", "2026-10-03T15:30Z/2026-10-03T15:50Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "01:00-04:00", "2026-04-04T14:00Z/2026-04-04T17:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "01:40-01:50", "2026-04-04T14:40Z/2026-04-04T14:50Z 2026-04-04T15:10Z/2026-04-04T15:20Z")]
    // Casablanca. Ramadan begins: 15 February, 03:00 becomes 02:00 at 02:00Z; ends: 22 March, 02:00 becomes 03:00 at 02:00Z.
    [InlineData("Africa/Casablanca", "2026-02-15", "01:00-04:00", "2026-02-15T00:00Z/2026-02-15T04:00Z")]
    [InlineData("Africa/Casablanca", "2026-02-15", "02:15-02:45", "2026-02-15T01:15Z/2026-02-15T01:45Z 2026-02-15T02:15Z/2026-02-15T02:45Z")]
    [InlineData("Africa/Casablanca", "2026-03-22", "01:00-04:00", "2026-03-22T01:00Z/2026-03-22T03:00Z")]
    [InlineData("Africa/Casablanca", "2026-03-22", "02:15-02:45", "")]
    public void Working_hours_are_what_the_clock_on_her_wall_says(string zone, string day, string hours, string expected) =>
        Assert.Equal(expected, string.Join(' ', WorkingStretches.Of(On(day, hours), DateTimeZoneProviders.Tzdb[zone], Around(day)).Select(Say)));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-29T00:00Z 2026-03-29T01:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T23:00Z 2026-10-25T00:00Z 2026-10-25T01:00Z 2026-10-25T02:00Z")]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T06:00Z 2026-03-08T07:00Z")]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T05:00Z 2026-11-01T06:00Z 2026-11-01T07:00Z 2026-11-01T08:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "2026-10-03T14:30Z 2026-10-03T15:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "2026-04-04T14:00Z 2026-04-04T15:00Z 2026-04-04T16:00Z")]
    [InlineData("Africa/Casablanca", "2026-02-15", "2026-02-15T00:00Z 2026-02-15T01:00Z 2026-02-15T02:00Z 2026-02-15T03:00Z")]
    [InlineData("Africa/Casablanca", "2026-03-22", "2026-03-22T01:00Z 2026-03-22T02:00Z")]
    public void Slots_of_an_hour_are_an_hour_long_whatever_the_clocks_do(string zone, string day, string expected) =>
        Assert.Equal(expected, Slots(Host(zone, day), day, 60, 60));

    // A block or booking from 02:00 to 03:00 by the wall, as blocks and bookings lay it into time: in a gap later by the gap, in an overlap the first of both.
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-29T01:00Z/2026-03-29T02:00Z", "2026-03-29T00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-25T00:00Z/2026-10-25T01:00Z", "2026-10-24T23:00Z 2026-10-25T01:00Z 2026-10-25T02:00Z")]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T07:00Z/2026-03-08T08:00Z", "2026-03-08T06:00Z")]
    [InlineData("America/New_York", "2026-11-01", "2026-11-01T07:00Z/2026-11-01T08:00Z", "2026-11-01T05:00Z 2026-11-01T06:00Z 2026-11-01T08:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "2026-10-03T15:30Z/2026-10-03T16:30Z", "2026-10-03T14:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "2026-04-04T15:30Z/2026-04-04T16:30Z", "2026-04-04T14:00Z")]
    [InlineData("Africa/Casablanca", "2026-02-15", "2026-02-15T01:00Z/2026-02-15T02:00Z", "2026-02-15T00:00Z 2026-02-15T02:00Z 2026-02-15T03:00Z")]
    [InlineData("Africa/Casablanca", "2026-03-22", "2026-03-22T02:00Z/2026-03-22T03:00Z", "2026-03-22T01:00Z")]
    public void Blocks_and_bookings_take_the_instants_they_are_laid_into(string zone, string day, string taken, string expected)
    {
        foreach (var kind in new[] { ReasonKind.Block, ReasonKind.Booking, ReasonKind.Event })
        {
            var times = taken.Split('/').Select(At).ToList();
            Assert.Equal(expected, Slots(Host(zone, day, new BusySpan(times[0], times[1], kind, Guid.Empty)), day, 60, 60));
        }
    }

    // Forty minutes of room after a booking in the night in which an hour comes twice: real minutes, not those on the wall.
    [Theory]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-25T00:00Z/2026-10-25T00:30Z", "2026-10-25T01:15Z 2026-10-25T01:30Z 2026-10-25T01:45Z 2026-10-25T02:00Z 2026-10-25T02:15Z 2026-10-25T02:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "2026-04-04T14:00Z/2026-04-04T15:00Z", "2026-04-04T15:45Z 2026-04-04T16:00Z 2026-04-04T16:15Z 2026-04-04T16:30Z 2026-04-04T16:45Z 2026-04-04T17:00Z")]
    public void Buffers_are_real_minutes(string zone, string day, string booked, string expected)
    {
        var times = booked.Split('/').Select(At).ToList();
        var host = Host(zone, day, new BusySpan(times[0], times[1], ReasonKind.Booking, Guid.Empty));
        var buffered = new HostTime { MemberId = host.MemberId, Now = host.Now, Busy = host.Busy, Sources = [], Rules = host.Rules with { BufferAfter = Duration.FromMinutes(40) } };

        Assert.Equal(expected, Slots(buffered, day, 30, 15, times[0]));
    }

    private static string Slots(HostTime host, string day, int minutes, int step, Instant? from = null)
    {
        var anchor = host.Rules.Zone.AtStartOfDay(LocalDatePattern.Iso.Parse(day).Value).ToInstant();
        var grid = new SlotGrid(Around(day) with { Start = from ?? Around(day).Start }, Duration.FromMinutes(minutes), Duration.FromMinutes(step), anchor);
        return string.Join(' ', SlotTable.Of(grid, [host]).Open(HostMode.All).Select(s => Say(grid[s.Slot].Start)));
    }

    private static HostTime Host(string zone, string day, params BusySpan[] busy) => new()
    {
        MemberId = Guid.Empty,
        Now = Around(day).Start - Duration.FromDays(2),
        Rules = HostRules.Usual(DateTimeZoneProviders.Tzdb[zone]) with { Hours = On(day, "01:00-04:00") },
        Busy = [.. busy],
        Sources = [],
    };

    private static WorkingHours On(string day, string hours) => WorkingHours.Parse($"{(int)LocalDatePattern.Iso.Parse(day).Value.DayOfWeek} {hours}");

    private static Window Around(string day)
    {
        var midnight = LocalDatePattern.Iso.Parse(day).Value.AtMidnight().InUtc().ToInstant();
        return new Window(midnight - Duration.FromDays(1), midnight + Duration.FromDays(2));
    }

    private static Instant At(string text) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm'Z'").Parse(text).Value;

    private static string Say(Instant at) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm'Z'").Format(at);

    private static string Say(Window window) => $"{Say(window.Start)}/{Say(window.End)}";
}
