using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Calendars;

/// <summary>Lays a member's all-day events into time anew: their days are what the vendor wrote, their instants a projection in her zone.</summary>
public sealed class LayOutAllDayEvents : ITimeZoneChanged
{
    public async Task ChangedAsync(AppDbContext db, Member member, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(member);
        var zone = Clock.ZoneOrUtc(member.TimeZone);
        var calendars = await db.Calendars.Where(c => c.MemberId == member.Id).Select(c => c.Id).ToListAsync(cancellationToken);
        await db.Cursors.Where(c => calendars.Contains(c.CalendarId)).ExecuteUpdateAsync(s => s.SetProperty(c => c.Fence, c => c.Fence), cancellationToken);
        foreach (var e in await db.Events.Where(e => calendars.Contains(e.CalendarId) && e.StartDate != null).ToListAsync(cancellationToken))
        {
            (e.Start, e.End) = (Clock.StartOfDay(e.StartDate!.Value, zone), Clock.StartOfDay(e.EndDate!.Value, zone));
        }

        // A pass under way still lays into the old zone: it is followed by a full one.
        var now = db.Time.Now();
        await db.TouchBusyAsync(member.OrganizationId, member.Id, Window.Around(now), cancellationToken);
        await db.Cursors.Where(c => calendars.Contains(c.CalendarId) && c.LeaseUntil != null)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.FullRequested, true).SetProperty(c => c.DueAt, now), cancellationToken);
        foreach (var calendar in calendars)
        {
            db.Announce(member.OrganizationId, Topics.Events, calendar);
        }
    }
}
