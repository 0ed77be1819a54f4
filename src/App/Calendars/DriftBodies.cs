using App.Domain.Calendars;
using App.Infrastructure.Calendars;
using NodaTime;

namespace App.Calendars;

/// <summary>How true stored copies were found to be.</summary>
/// <param name="Since">Comparisons from here on are counted.</param>
/// <param name="LastAt">When the latest ended; null: there was none.</param>
/// <param name="Compared">Occurrences compared, in all comparisons.</param>
/// <param name="Missed">At the provider and not here.</param>
/// <param name="Ghosts">Here and no longer at the provider.</param>
/// <param name="Different">On both sides, at another time, with another meaning or in another version.</param>
/// <param name="Rate">The part that had drifted, from 0 to 1; null where nothing was compared.</param>
/// <param name="Found">The latest comparisons that found drift, newest first; at most 20.</param>
public sealed record DriftBody(Instant Since, Instant? LastAt, int Comparisons, long Compared, int Missed, int Ghosts, int Different, double? Rate, IReadOnlyList<ReconciliationBody> Found)
{
    internal static DriftBody Of(DriftReport report) =>
        new(report.Since, report.LastAt, report.Comparisons, report.Drift.Compared, report.Drift.Missed, report.Drift.Ghosts, report.Drift.Moved, report.Drift.Rate, [.. report.Found.Select(f => ReconciliationBody.Of(f.Id, f.CalendarId, f.ConnectionId, f.StartedAt, f.EndedAt, f.Drift))]);
}

/// <summary>One comparison of a calendar with its provider. What differed was repaired.</summary>
public sealed record ReconciliationBody(Guid Id, Guid CalendarId, Guid ConnectionId, Instant StartedAt, Instant EndedAt, long Compared, int Missed, int Ghosts, int Different)
{
    internal static ReconciliationBody Of(Guid id, Guid calendarId, Guid connectionId, Instant startedAt, Instant endedAt, Drift drift) =>
        new(id, calendarId, connectionId, startedAt, endedAt, drift.Compared, drift.Missed, drift.Ghosts, drift.Moved);
}
