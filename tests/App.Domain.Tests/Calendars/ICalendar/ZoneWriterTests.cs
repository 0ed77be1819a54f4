using App.Domain.Calendars.ICalendar;
using NodaTime;

namespace App.Domain.Tests.Calendars.ICalendar;

public sealed class ZoneWriterTests
{
    private static readonly Instant From = Instant.FromUtc(2026, 5, 5, 10, 0);

    [Fact]
    public void Every_zone_is_described_as_it_is_for_the_years_ahead()
    {
        foreach (var zone in DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]))
        {
            var calendar = new Component("VCALENDAR").Add(ZoneWriter.Write("Somewhere", zone, From));
            Assert.True(new ZoneTable(calendar).Find("Somewhere").TryGet(out var described, out var failure), $"{zone.Id}: {failure}");
            for (var at = From; at < From + Duration.FromDays(5 * 365); at += Duration.FromHours(37))
            {
                Assert.True(zone.GetUtcOffset(at) == described.GetUtcOffset(at), $"{zone.Id} at {at}");
            }
        }
    }

    [Fact]
    public void An_old_series_has_its_zone_described_for_the_years_that_are_still_to_come()
    {
        var since = Instant.FromUtc(1998, 5, 5, 10, 0);
        foreach (var zone in DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]))
        {
            var calendar = new Component("VCALENDAR").Add(ZoneWriter.Write("Somewhere", zone, since));
            Assert.True(new ZoneTable(calendar).Find("Somewhere").TryGet(out var described, out var failure), $"{zone.Id}: {failure}");
            for (var at = since; at < Instant.FromUtc(2060, 1, 1, 0, 0); at += Duration.FromHours(229))
            {
                Assert.True(zone.GetUtcOffset(at) == described.GetUtcOffset(at), $"{zone.Id} at {at}");
            }
        }
    }

    [Fact]
    public void A_zone_is_described_once_and_before_the_events()
    {
        var calendar = new Component("VCALENDAR").Add(new Property("VERSION", "2.0")).Add(new Component("VEVENT"));
        var zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        ZoneWriter.Describe(calendar, zone.Id, zone, From);
        ZoneWriter.Describe(calendar, zone.Id, zone, From);

        Assert.Equal(["VTIMEZONE", "VEVENT"], calendar.Components.Select(c => c.Name));
        Assert.StartsWith("BEGIN:VTIMEZONE\r\nTZID:America/New_York\r\nBEGIN:DAYLIGHT\r\nDTSTART:20260308T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n", calendar.Components.First().ToString(), StringComparison.Ordinal);
    }
}
