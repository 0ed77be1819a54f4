using System.Globalization;
using App.Domain;
using App.Domain.Time;
using NodaTime;

namespace App.Ui;

/// <summary>Who is looking: everything a page needs to say things her way. Cascaded by the layout.</summary>
/// <param name="Name">Her name; empty while nobody is signed in.</param>
/// <param name="Email">Her address, shown under the name.</param>
/// <param name="Organization">The organization she works in.</param>
/// <param name="Role">Her role there, as a word.</param>
/// <param name="CanAdminister">Whether set-up pages are hers to see.</param>
/// <param name="Zone">Every time on every page is shown in it.</param>
/// <param name="Culture">Week start, order of dates and shape of numbers. The words stay English.</param>
public sealed record Viewer(string Name, string Email, string Organization, string Role, bool CanAdminister, DateTimeZone Zone, CultureInfo Culture)
{
    /// <summary>As whom the use cases are called; null while nobody is signed in.</summary>
    public Actor? Actor { get; init; }

    /// <summary>Nobody signed in: UTC, and formats that no country finds ambiguous.</summary>
    public static Viewer Nobody { get; } = new("", "", "", "", false, DateTimeZone.Utc, CultureInfo.GetCultureInfo("en-GB"));

    public bool IsSignedIn => Name.Length > 0;

    public DayOfWeek FirstDayOfWeek => Culture.DateTimeFormat.FirstDayOfWeek;

    /// <summary>"14:00" or "2:00 PM".</summary>
    public string Time(Instant at) => Format(at, TimePattern);

    /// <summary>"14:00" or "2:00 PM", of a clock rather than a moment.</summary>
    public string Time(LocalTime time) => time.ToString(TimePattern, CultureInfo.InvariantCulture);

    /// <summary>"14:00:05".</summary>
    public string PreciseTime(Instant at) => Format(at, Uses24Hours ? "HH:mm:ss" : "h:mm:ss tt");

    /// <summary>"19 Nov 2026".</summary>
    public string Date(LocalDate date) => date.ToString(DayBeforeMonth ? "d MMM uuuu" : "MMM d, uuuu", CultureInfo.InvariantCulture);

    /// <summary>"16–22 Nov 2026", "30 Nov – 6 Dec 2026", "28 Dec 2026 – 3 Jan 2027".</summary>
    public string Dates(LocalDate first, LocalDate last)
    {
        string Write(LocalDate date, string dayFirst, string monthFirst) => date.ToString(DayBeforeMonth ? dayFirst : monthFirst, CultureInfo.InvariantCulture);
        return first.Year != last.Year ? $"{Date(first)} – {Date(last)}"
            : first.Month != last.Month ? $"{Write(first, "d MMM", "MMM d")} – {Date(last)}"
            : $"{Write(first, "%d", "MMM d")}–{Write(last, "d MMM uuuu", "%d, uuuu")}";
    }

    /// <summary>"Thu 19 Nov", without the year.</summary>
    public string Day(LocalDate date) => date.ToString(DayBeforeMonth ? "ddd d MMM" : "ddd, MMM d", CultureInfo.InvariantCulture);

    /// <summary>The time; with the day when that is not today.</summary>
    public string When(Instant at, Instant now) => Moment.Say(at, now, Zone, Culture);

    /// <summary>Day, date, time and zone: for tooltips and details.</summary>
    public string Exactly(Instant at) => $"{Day(DateOf(at))} {DateOf(at).Year}, {PreciseTime(at)} ({Zone.Id})";

    /// <summary>"just now", "2 min ago", "3 h ago"; what is older by its day and time.</summary>
    public string Ago(Instant at, Instant now) => Moment.Ago(at, now, Zone, Culture);

    /// <summary>"1,284" in her notation.</summary>
    public string Number(long value) => value.ToString("N0", Culture);

    public LocalDate DateOf(Instant at) => at.InZone(Zone).Date;

    public bool Uses24Hours => Culture.DateTimeFormat.ShortTimePattern.Contains('H', StringComparison.Ordinal);

    private bool DayBeforeMonth => !Culture.DateTimeFormat.MonthDayPattern.StartsWith('M');

    private string TimePattern => Uses24Hours ? "HH:mm" : "h:mm tt";

    private string Format(Instant at, string pattern) => at.InZone(Zone).LocalDateTime.ToString(pattern, CultureInfo.InvariantCulture);
}
