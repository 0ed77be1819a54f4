using App.Infrastructure.Availability.Blocks;
using App.Infrastructure.Bookings;
using App.Infrastructure.Calendars;
using App.Ui;
using NodaTime;

namespace App.Calendars;

/// <summary>Something in the calendar as its views draw it: an event, or time that the member blocked, or that is booked and stands in none of her calendars.</summary>
public sealed record Entry
{
    private static readonly Duration OneHour = Duration.FromHours(1);
    private static readonly Duration OneDay = Duration.FromDays(1);

    public required Instant Start { get; init; }

    public required Instant End { get; init; }

    public required string Title { get; init; }

    /// <summary>"Thu 19 Nov, 14:00 – 15:00".</summary>
    public required string When { get; init; }

    /// <summary>Drawn above the hours.</summary>
    public bool LastsAllDay { get; init; }

    /// <summary>First day it touches, in the viewer's zone.</summary>
    public LocalDate First { get; init; }

    public LocalDate Last { get; init; }

    public required string Css { get; init; }

    public int Hue { get; init; }

    public EventView? Event { get; init; }

    public BlockSpanView? Block { get; init; }

    public BookedTimeView? Booking { get; init; }

    /// <summary>Names a time that was blocked, for the script.</summary>
    public string? BlockKey => Block is { } block ? $"{block.BlockId:N}{block.Occurrence.ToString("uuuuMMddHHmm", System.Globalization.CultureInfo.InvariantCulture)}" : null;

    public static Entry Of(EventView e, Viewer viewer)
    {
        var (first, last) = EventWords.Days(e, viewer);
        return new() { Start = e.Start, End = e.End, Title = EventWords.Title(e), When = EventWords.When(e, viewer), LastsAllDay = EventWords.LastsAllDay(e), First = first, Last = last, Css = EventWords.Css(e), Hue = e.Hue, Event = e };
    }

    public static Entry Of(BlockSpanView block, Viewer viewer) => Mine(block.Title, block.Start, block.End, viewer) with { Block = block };

    public static Entry Of(BookedTimeView booking, Viewer viewer) => Mine(booking.Title, booking.Start, booking.End, viewer) with { Booking = booking };

    private static Entry Mine(string title, Instant start, Instant end, Viewer viewer) => new()
    {
        Start = start,
        End = end,
        Title = title,
        When = EventWords.When(start, end, viewer),
        LastsAllDay = end - start >= OneDay,
        First = viewer.DateOf(start),
        Last = viewer.DateOf(end - Duration.Epsilon),
        Css = "mine" + (end - start > OneHour ? " long" : ""),
    };
}
