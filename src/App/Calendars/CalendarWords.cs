using App.Infrastructure.Calendars;
using App.Ui;

namespace App.Calendars;

/// <summary>What the pages say about a calendar and its passes.</summary>
internal static class CalendarWords
{
    public static string Progress(CalendarView calendar, Viewer viewer) => calendar switch
    {
        { GoneSince: not null } => $"No longer listed by {calendar.Provider.Vendor}",
        { Running: { } run } => $"{viewer.Number(run.Added + run.Changed)} events read",
        { TrueUpTo: { } at } => $"True up to {viewer.Time(at)}",
        { Failed: true } => "Could not be read yet",
        _ => "Waiting for its turn",
    };

    /// <summary>How its changes reach us.</summary>
    public static string Arrival(CalendarView calendar) => calendar.IsPushed ? "at once by push" : $"by polling every {Interval(calendar.SyncEveryMinutes)}";

    /// <summary>What stands after "every", such as <c>5 minutes</c>.</summary>
    public static string Interval(int minutes) => minutes switch
    {
        1 => "minute",
        60 => "hour",
        1440 => "day",
        > 60 when minutes % 60 == 0 => $"{minutes / 60} hours",
        _ => $"{minutes} minutes",
    };
}
