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
}
