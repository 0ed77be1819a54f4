using App.Domain.Calendars;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars.Push;

/// <summary>Makes calendars due because something changed, or may have.</summary>
internal static class DirtyMark
{
    /// <summary>Calendars a channel tells of: its own, or all of its account that block time.</summary>
    public static IQueryable<Guid> CalendarsOf(this AppDbContext db, PushChannel channel) =>
        db.Calendars.Where(c => (channel.CalendarId == null ? c.ConnectionId == channel.ConnectionId : c.Id == channel.CalendarId) && c.Blocks && c.GoneSince == null).Select(c => c.Id);

    /// <summary>
    /// Inside the caller's transaction. What is due already is left as it is, unless a pass is under way, which may have read past the change. A calendar
    /// whose passes fail keeps its back-off: its next try finds the change.
    /// </summary>
    public static Task<int> MarkDirtyAsync(this AppDbContext db, IReadOnlyCollection<Guid> calendars, SyncTrigger trigger, Instant now, CancellationToken cancellationToken) =>
        db.Cursors.Where(c => calendars.Contains(c.CalendarId) && c.Failures == 0 && (c.DueAt > now || c.LeaseUntil > now))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, now).SetProperty(c => c.Trigger, trigger), cancellationToken);
}
