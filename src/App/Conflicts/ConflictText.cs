using App.Domain.Conflicts;
using App.Infrastructure.Conflicts;
using App.Ui;
using NodaTime;

namespace App.Conflicts;

/// <summary>How the page says conflicts.</summary>
internal static class ConflictText
{
    /// <summary>Ways out that can be taken for several at once, with the words of the choice.</summary>
    public static readonly IReadOnlyList<(ResolutionKind Kind, string Words)> Shared =
    [
        (ResolutionKind.KeepBoth, "Keep both"),
        (ResolutionKind.SplitBlock, "Split the blocks"),
        (ResolutionKind.ShortenBlock, "Shorten the blocks"),
        (ResolutionKind.RemoveBlock, "Remove the blocks"),
        (ResolutionKind.IgnoreOnce, "Ignore once"),
    ];

    public static string Title(ConflictSideView side) => side.Title.Length > 0 ? side.Title : side.Source switch
    {
        ClaimSource.Block => "Blocked time",
        ClaimSource.Booking => "Booking",
        _ => "No title",
    };

    /// <summary>Where both sides stand, as the beginning of a line that goes on with the time.</summary>
    public static string Where(ConflictView conflict) => (Where(conflict.First), Where(conflict.Second)) switch
    {
        var (first, second) when first != second => $"{Begin(conflict.First, first)} and {second}, both",
        var (both, _) => conflict.First.Source is ClaimSource.Event ? $"Both in {both}," : $"Both {both},",
    };

    private static string Where(ConflictSideView side) => side.Source switch
    {
        ClaimSource.Block => "blocked by you",
        ClaimSource.Booking => "booked here",
        _ => side.CalendarName ?? "a calendar that is gone",
    };

    /// <summary>The name of a calendar is left as it is.</summary>
    private static string Begin(ConflictSideView side, string text) => side.Source is ClaimSource.Event && side.CalendarName is not null ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string Css(ConflictSideView side) => side.Source switch
    {
        ClaimSource.Block => "block",
        ClaimSource.Booking => "booking",
        _ => "event",
    };

    public static string Hue(ConflictSideView side) => $"--h:{side.Hue ?? 250}";

    public static string Hours(ConflictSideView side, Viewer viewer)
    {
        if (side.IsAllDay)
        {
            return "all day";
        }

        var days = viewer.DateOf(side.Start) != viewer.DateOf(side.End - Duration.FromTicks(1));
        return days ? $"{viewer.Day(viewer.DateOf(side.Start))} {viewer.Time(side.Start)} – {viewer.Day(viewer.DateOf(side.End))} {viewer.Time(side.End)}" : $"{viewer.Time(side.Start)}–{viewer.Time(side.End)}";
    }

    public static string Say(ConflictSideView side, Viewer viewer) => $"{Title(side)} ({Where(side)}), {Hours(side, viewer)}";

    /// <summary>A day as the head of a list says it.</summary>
    public static string Day(LocalDate day, LocalDate today, Viewer viewer) => Period.DaysBetween(today, day) switch
    {
        0 => $"Today, {viewer.Day(day)}",
        1 => $"Tomorrow, {viewer.Day(day)}",
        _ => day.Year == today.Year ? viewer.Day(day) : viewer.Date(day),
    };

    public static string Ended(ConflictView conflict) => (conflict.State, conflict.Outcome) switch
    {
        (ConflictState.Open, _) => "Open",
        (_, ResolutionKind.KeepBoth) => "Both stay",
        (_, ResolutionKind.RemoveBlock or ResolutionKind.RemoveBlockSeries) => "Block removed",
        (_, ResolutionKind.ShortenBlock) => "Block shortened",
        (_, ResolutionKind.SplitBlock) => "Block split",
        (_, ResolutionKind.MoveBooking) => "Booking moved",
        (_, ResolutionKind.IgnoreOnce) => "Ignored once",
        (_, ResolutionKind.IgnoreSeries) => "Its series is ignored",
        _ => "Over by itself",
    };
}
