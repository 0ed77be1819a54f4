using App.Domain.Bookings;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>Adds the steps of a booking, in the transaction that makes it.</summary>
public sealed class PlanSteps(IEnumerable<IStepWork> works)
{
    internal async Task AddAsync(AppDbContext db, Booking booking, IReadOnlyList<BookingHost> hosts, CancellationToken cancellationToken)
    {
        await ChooseCalendarsAsync(db, hosts, cancellationToken);
        db.BookingSteps.AddRange(works.SelectMany(w => w.Plan(booking, hosts)));
    }

    /// <summary>
    /// Each host's calendar is chosen once, so that changes find the event where it was written; and one host's event invites the attendees: the first's who
    /// has a calendar.
    /// </summary>
    internal async Task ChooseCalendarsAsync(AppDbContext db, IReadOnlyList<BookingHost> hosts, CancellationToken cancellationToken)
    {
        var without = hosts.Where(h => h.CalendarId is null).Select(h => h.MemberId).ToList();
        var targets = await db.Calendars.Where(c => without.Contains(c.MemberId) && c.IsWriteTarget && c.IsWritable && c.GoneSince == null).Select(c => new { c.MemberId, c.Id }).ToListAsync(cancellationToken);
        foreach (var host in hosts.Where(h => h.CalendarId is null))
        {
            host.CalendarId = targets.Find(t => t.MemberId == host.MemberId)?.Id;
        }

        if (!hosts.Any(h => h.Invites) && hosts.OrderBy(h => h.Order).FirstOrDefault(h => h.CalendarId is not null) is { } first)
        {
            first.Invites = true;
        }
    }
}
