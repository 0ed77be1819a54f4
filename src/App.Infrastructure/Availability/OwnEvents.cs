using App.Domain.Availability;
using App.Domain.Bookings;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Availability;

/// <summary>
/// Events that bookings wrote, come back by sync. Within the time of their booking they say nothing that it doesn't, and while the copy of one is older than what was wished of it they say
/// nothing at all: a time that was given up is free at once. One that a newer copy shows elsewhere claims its time like any other.
/// </summary>
internal static class OwnEvents
{
    /// <summary>Ids in one statement; the fewest parameters any database takes are 2,100.</summary>
    private const int MostIds = 500;

    /// <summary>Hosts whose event is to be changed or deleted, or was since the copy of its calendar was begun.</summary>
    public static IQueryable<BookingHost> HostsWithOldCopy(this AppDbContext db) => db.BookingHosts.Where(h => h.CalendarId != null && h.ExternalId != null
        && (db.BookingSteps.Any(s => s.BookingId == h.BookingId && s.MemberId == h.MemberId && s.Status == StepStatus.Waiting) || db.Calendars.Any(c => c.Id == h.CalendarId && c.TrueUpTo <= h.WrittenAt)));

    /// <param name="except">A booking whose event does not count wherever it is.</param>
    public static async Task DropAsync(AppDbContext db, IReadOnlyList<HostTime> hosts, Guid? except, CancellationToken cancellationToken)
    {
        if (!hosts.Any(h => h.Busy.Exists(c => c.Kind == ReasonKind.Event)))
        {
            return;
        }

        var own = await ReadAsync(db, hosts, except, cancellationToken);
        var ids = await ReadIdsAsync(db, [.. own.Select(o => (o.CalendarId, o.Key))], cancellationToken);
        foreach (var o in own)
        {
            var id = ids.GetValueOrDefault((o.CalendarId, o.Key), o.Key);
            var host = hosts.First(h => h.MemberId == o.MemberId);
            var booked = host.Busy.Where(b => b.Kind == ReasonKind.Booking && b.Subject == o.BookingId).ToList();
            host.Busy.RemoveAll(c => c.Kind == ReasonKind.Event && (c.Subject == id || c.Subject == o.Key) && (o.BookingId == except || o.IsOld(host.Sources[c.Source]) || booked.Exists(b => Covers(b, c))));
        }
    }

    /// <summary>Those within whose time an event lies, and those of which a copy may be old.</summary>
    private static async Task<List<Own>> ReadAsync(AppDbContext db, IReadOnlyList<HostTime> hosts, Guid? except, CancellationToken cancellationToken)
    {
        var (members, covering, old, now) = (hosts.Select(h => h.MemberId).ToList(), hosts.SelectMany(Covering).ToList(), db.HostsWithOldCopy(), db.Time.Now());
        var (from, to) = covering.Count == 0 ? (now, now) : (covering.Min(b => b.Start), covering.Max(b => b.End));
        var rows = await db.BookingHosts
            .Where(h => members.Contains(h.MemberId) && h.CalendarId != null && h.ExternalId != null
                && (h.BookingId == except || (h.Claims && h.Start < to && h.End > from) || (h.End > now && old.Any(o => o.BookingId == h.BookingId && o.MemberId == h.MemberId))))
            .Select(h => new { h.MemberId, h.BookingId, h.CalendarId, h.ExternalId, h.WrittenAt, Waits = db.BookingSteps.Any(s => s.BookingId == h.BookingId && s.MemberId == h.MemberId && s.Status == StepStatus.Waiting) })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(r => new Own(r.MemberId, r.BookingId, r.CalendarId!.Value, EventRows.KeyOf(r.ExternalId!), r.WrittenAt, r.Waits));
    }

    private static async Task<Dictionary<(Guid Calendar, Guid Key), Guid>> ReadIdsAsync(AppDbContext db, IReadOnlyList<(Guid Calendar, Guid Key)> events, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(Guid, Guid), Guid>();
        foreach (var some in events.Chunk(MostIds))
        {
            var (calendars, keys) = (some.Select(e => e.Calendar).Distinct().ToList(), some.Select(e => e.Key.ToByteArray()).ToList());
            var rows = await db.Events.Where(e => calendars.Contains(e.CalendarId) && keys.Contains(EF.Property<byte[]>(e, CalendarEventMapping.ExternalKey)))
                .Select(e => new { e.CalendarId, Key = EF.Property<byte[]>(e, CalendarEventMapping.ExternalKey), e.Id }).ToListAsync(cancellationToken);
            rows.ForEach(r => found[(r.CalendarId, new Guid(r.Key))] = r.Id);
        }

        return found;
    }

    private static IEnumerable<BusySpan> Covering(HostTime host) => host.Busy.Where(b => b.Kind == ReasonKind.Booking && host.Busy.Exists(c => c.Kind == ReasonKind.Event && Covers(b, c)));

    private static bool Covers(in BusySpan booking, in BusySpan span) => booking.Start <= span.Start && span.End <= booking.End;

    private sealed record Own(Guid MemberId, Guid BookingId, Guid CalendarId, Guid Key, Instant? WrittenAt, bool Waits)
    {
        public bool IsOld(Source source) => Waits || source.TrueUpTo <= WrittenAt;
    }
}
