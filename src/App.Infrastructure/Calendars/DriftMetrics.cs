using System.Diagnostics.Metrics;
using App.Domain.Calendars;

namespace App.Infrastructure.Calendars;

/// <summary>What comparisons found, for whoever collects metrics.</summary>
internal static class DriftMetrics
{
    private static readonly Meter Meter = new("App.Calendars");
    private static readonly Counter<long> Compared = Meter.CreateCounter<long>("app.calendar.compared", "{occurrence}", "Occurrences compared with their provider.");
    private static readonly Counter<long> Drifted = Meter.CreateCounter<long>("app.calendar.drifted", "{occurrence}", "Occurrences that had drifted from their provider, by kind.");

    public static void Count(Drift drift)
    {
        Compared.Add(drift.Compared);
        Drifted.Add(drift.Missed, new KeyValuePair<string, object?>("kind", "missed"));
        Drifted.Add(drift.Ghosts, new KeyValuePair<string, object?>("kind", "ghost"));
        Drifted.Add(drift.Moved, new KeyValuePair<string, object?>("kind", "moved"));
    }
}
