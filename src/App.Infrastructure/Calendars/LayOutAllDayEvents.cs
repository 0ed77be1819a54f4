using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>Lays a member's all-day events into time anew: their days are what the vendor wrote, their instants a projection in her zone.</summary>
public sealed class LayOutAllDayEvents(AppDatabase database)
{
    private const int Chunk = 500;

    public async Task RunAsync(Guid memberId, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("a member's zone changed");
        var member = await db.Members.AsNoTracking().SingleAsync(m => m.Id == memberId, cancellationToken);
        var zone = Clock.FindZone(member.TimeZone) ?? DateTimeZone.Utc;
        var calendars = db.Calendars.Where(c => c.MemberId == memberId).Select(c => c.Id);
        var last = Guid.Empty;
        while (true)
        {
            var chunk = await db.Events.Where(e => calendars.Contains(e.CalendarId) && e.StartDate != null && e.Id.CompareTo(last) > 0).OrderBy(e => e.Id).Take(Chunk).ToListAsync(cancellationToken);
            foreach (var e in chunk)
            {
                (e.Start, e.End) = (Clock.StartOfDay(e.StartDate!.Value, zone), Clock.StartOfDay(e.EndDate!.Value, zone));
            }

            foreach (var calendar in chunk.Select(e => e.CalendarId).Distinct())
            {
                db.Announce(member.OrganizationId, Domain.Topics.Events, calendar);
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
            if (chunk.Count < Chunk)
            {
                return;
            }

            last = chunk[^1].Id;
        }
    }
}
