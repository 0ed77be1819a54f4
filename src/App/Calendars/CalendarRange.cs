using System.Globalization;
using App.Ui;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace App.Calendars;

/// <summary>How much of the calendar is seen at once.</summary>
public enum Span
{
    Day,
    Week,
    Month,
}

/// <summary>The days a view shows, told in the address as <c>?view=week&amp;day=2026-11-16</c>.</summary>
/// <param name="Span">Day, week or month.</param>
/// <param name="Day">The day it is about.</param>
/// <param name="First">First day shown.</param>
/// <param name="Last">Last day shown.</param>
/// <param name="Today">The viewer's today.</param>
/// <param name="Zone">The viewer's zone.</param>
public sealed record CalendarRange(Span Span, LocalDate Day, LocalDate First, LocalDate Last, LocalDate Today, DateTimeZone Zone)
{
    private static readonly LocalDate Earliest = new(1990, 1, 1);
    private static readonly LocalDate Latest = new(2090, 1, 1);

    public Instant Start => Zone.AtStartOfDay(First).ToInstant();

    public Instant End => Zone.AtStartOfDay(Last.PlusDays(1)).ToInstant();

    public IReadOnlyList<LocalDate> Days => [.. Enumerable.Range(0, Period.DaysBetween(First, Last) + 1).Select(First.PlusDays)];

    /// <summary>What can't be read as a view or a day falls back to this week.</summary>
    public static CalendarRange Of(string? view, string? day, Instant now, Viewer viewer)
    {
        var today = viewer.DateOf(now);
        var wished = day is not null && LocalDatePattern.Iso.Parse(day) is { Success: true, Value: var date } && date > Earliest && date < Latest ? date : today;
        var span = Enum.TryParse<Span>(view, ignoreCase: true, out var named) && Enum.IsDefined(named) ? named : Span.Week;
        var weekStart = viewer.FirstDayOfWeek.ToIsoDayOfWeek();
        LocalDate WeekOf(LocalDate d) => d.DayOfWeek == weekStart ? d : d.Previous(weekStart);
        var (first, last) = span switch
        {
            Span.Day => (wished, wished),
            Span.Week => (WeekOf(wished), WeekOf(wished).PlusDays(6)),
            _ => (WeekOf(wished.With(DateAdjusters.StartOfMonth)), WeekOf(wished.With(DateAdjusters.EndOfMonth)).PlusDays(6)),
        };
        return new(span, wished, first, last, today, viewer.Zone);
    }

    public string Href(int step) => HrefOf(Span, Span switch
    {
        Span.Day => Day.PlusDays(step),
        Span.Week => Day.PlusWeeks(step),
        _ => Day.PlusMonths(step),
    });

    public string HrefOf(Span span, LocalDate day) =>
        $"{Urls.Calendars}?view={span.ToString().ToLowerInvariant()}&day={LocalDatePattern.Iso.Format(day)}";

    /// <summary>"16–22 Nov 2026", "November 2026", "Wed 18 Nov 2026".</summary>
    public string Title(Viewer viewer) => Span switch
    {
        Span.Day => $"{Day.ToString("ddd", CultureInfo.InvariantCulture)} {viewer.Date(Day)}",
        Span.Month => Day.ToString("MMMM uuuu", CultureInfo.InvariantCulture),
        _ => viewer.Dates(First, Last),
    };
}
