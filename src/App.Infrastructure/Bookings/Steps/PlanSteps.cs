using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>Adds the steps of a booking, in the transaction that makes it.</summary>
public sealed class PlanSteps(IEnumerable<IStepWork> works)
{
    /// <returns>What is to be done.</returns>
    internal async Task<IReadOnlyList<BookingStep>> AddAsync(AppDbContext db, Booking booking, IReadOnlyList<BookingHost> hosts, CancellationToken cancellationToken)
    {
        await ChooseCalendarsAsync(db, hosts, cancellationToken);
        List<BookingStep> steps = [.. works.SelectMany(w => w.Plan(booking, hosts))];
        db.BookingSteps.AddRange(steps);
        return steps;
    }

    /// <summary>
    /// Each host's calendar is chosen once, so that changes find the event where it was written; anew only where it is no longer there and she has
    /// another. One host's event invites the attendees: the first's who has a calendar.
    /// </summary>
    /// <returns>The hosts for whom one was chosen.</returns>
    internal async Task<IReadOnlyList<Guid>> ChooseCalendarsAsync(AppDbContext db, IReadOnlyList<BookingHost> hosts, CancellationToken cancellationToken)
    {
        var (members, before) = (hosts.Select(h => h.MemberId).ToList(), hosts.Select(h => h.CalendarId).ToList());
        var calendars = await db.Calendars.AsNoTracking().Where(c => members.Contains(c.MemberId) && (before.Contains(c.Id) || (c.IsWriteTarget && c.IsWritable && c.GoneSince == null))).ToListAsync(cancellationToken);
        var chosen = new List<Guid>();
        foreach (var host in hosts.Where(h => !calendars.Exists(c => c.Id == h.CalendarId && c.GoneSince is null)))
        {
            if (calendars.Find(c => c.MemberId == host.MemberId && c.IsWriteTarget) is { } target)
            {
                Bind(host, target);
                chosen.Add(host.MemberId);
            }
        }

        var able = hosts.Where(h => h.Claims && h.CalendarId is not null).OrderByDescending(h => calendars.Exists(c => c.Id == h.CalendarId && c.GoneSince is null)).ThenBy(h => h.Order);
        if (!hosts.Any(h => h.Invites) && able.FirstOrDefault() is { } first)
        {
            first.Invites = true;
        }

        return chosen;
    }

    private static void Bind(BookingHost host, Calendar calendar)
    {
        (host.CalendarId, host.ConnectionId, host.CalendarExternalId) = (calendar.Id, calendar.ConnectionId, calendar.ExternalId);
        (host.ExternalId, host.SeriesId, host.ETag, host.ICalUid, host.WrittenAt, host.Seen) = (null, null, null, null, null, false);
    }
}
