using App.Calendars;
using App.Infrastructure.Availability.Blocks;
using App.Infrastructure.Bookings;
using App.Ui;
using NodaTime;

namespace App.Tests.Calendars;

public sealed class EntryTests
{
    private static readonly Viewer Berlin = Viewer.Nobody with { Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"] };

    [Fact]
    public void Time_that_was_blocked_elsewhere_stands_on_the_viewers_clock()
    {
        var entry = Entry.Of(Block(Instant.FromUtc(2026, 1, 12, 23, 30), Duration.FromMinutes(90)), Berlin);

        Assert.Equal(("Tue 13 Jan, 00:30 – 02:00", new LocalDate(2026, 1, 13), new LocalDate(2026, 1, 13), false), (entry.When, entry.First, entry.Last, entry.LastsAllDay));
    }

    [Fact]
    public void A_block_that_ends_at_midnight_does_not_touch_the_next_day()
    {
        var entry = Entry.Of(Block(Instant.FromUtc(2026, 1, 12, 21, 0), Duration.FromHours(2)), Berlin);

        Assert.Equal(entry.First, entry.Last);
    }

    [Fact]
    public void A_block_of_days_is_drawn_above_the_hours()
    {
        var entry = Entry.Of(Block(Instant.FromUtc(2026, 1, 12, 23, 0), Duration.FromDays(3)), Berlin);

        Assert.Equal((true, new LocalDate(2026, 1, 13), new LocalDate(2026, 1, 15)), (entry.LastsAllDay, entry.First, entry.Last));
    }

    [Fact]
    public void Each_time_of_a_block_has_a_name_of_its_own()
    {
        var block = Block(Instant.FromUtc(2026, 1, 12, 8, 0), Duration.FromHours(1));
        var next = block with { Occurrence = block.Occurrence.PlusDays(1) };

        Assert.NotEqual(Entry.Of(block, Berlin).BlockKey, Entry.Of(next, Berlin).BlockKey);
    }

    [Fact]
    public void Booked_time_stands_there_and_is_nothing_to_be_dragged()
    {
        var booked = new BookedTimeView(Guid.Parse("019aa2f0-7c1e-7b52-9f4a-0d6f3c5b1e27"), "Interview Priya Nair", Instant.FromUtc(2026, 1, 13, 9, 0), Instant.FromUtc(2026, 1, 13, 9, 30));
        var entry = Entry.Of(booked, Berlin);

        Assert.Equal(("Tue 13 Jan, 10:00 – 10:30", "Interview Priya Nair", booked, (string?)null), (entry.When, entry.Title, entry.Booking, entry.BlockKey));
    }

    private static BlockSpanView Block(Instant start, Duration length) =>
        new() { BlockId = Guid.Parse("019aa2f0-7c1e-7b52-9f4a-0d6f3c5b1e27"), Title = "Focus time", Occurrence = new LocalDateTime(2026, 1, 12, 9, 0), Start = start, End = start + length, TimeZone = "Etc/UTC" };
}
