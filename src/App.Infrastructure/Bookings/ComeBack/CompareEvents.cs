using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Bookings.ComeBack;

/// <summary>Says what the copy of a calendar tells of the bookings in it.</summary>
internal static class CompareEvents
{
    /// <summary>An event nobody has seen in the copy so long after it was written is taken to be gone.</summary>
    private static readonly Duration NeverSeen = Duration.FromMinutes(10);

    /// <summary>A pass has to have begun so long after the event was written: their moments may be of two nodes' clocks.</summary>
    private static readonly Duration ClocksDiffer = Duration.FromMinutes(1);

    /// <summary>The hosts of whom a copy can tell: nothing is wished of their events, and its pass began after they were last written.</summary>
    public static IQueryable<BookingHost> HostsToldBy(this AppDbContext db, Calendar calendar, Instant now)
    {
        var before = calendar.TrueUpTo - ClocksDiffer;
        return db.BookingHosts.AsNoTracking().Where(h => h.CalendarId == calendar.Id && h.Claims && h.End > now && h.ExternalId != null && h.WrittenAt < before
            && !db.BookingSteps.Any(s => s.BookingId == h.BookingId && s.MemberId == h.MemberId && s.Settled < s.Wanted));
    }

    /// <summary>From when on a pass tells of all events in a calendar: some were written too shortly before its last one. Null: that one tells of all.</summary>
    public static async Task<Instant?> TellsFromAsync(this AppDbContext db, Calendar calendar, Instant now, CancellationToken cancellationToken)
    {
        var before = calendar.TrueUpTo - ClocksDiffer;
        var young = db.BookingHosts.Where(h => h.CalendarId == calendar.Id && h.Claims && h.End > now && h.WrittenAt >= before);
        return await young.OrderByDescending(h => h.WrittenAt).Select(h => h.WrittenAt).FirstOrDefaultAsync(cancellationToken) + ClocksDiffer + Duration.FromSeconds(1);
    }

    /// <summary>A calendar that can tell anything.</summary>
    public static Task<Calendar?> CalendarThatTellsAsync(this AppDbContext db, Guid? id, CancellationToken cancellationToken) =>
        db.Calendars.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.GoneSince == null && c.TrueUpTo != null, cancellationToken);

    /// <summary>What the copy says of one host's event just now. Under her busy version, which every change of the copy raises, it stays so.</summary>
    public static async Task<EventChange?> CompareOneAsync(this AppDbContext db, BookingHost host, CancellationToken cancellationToken) =>
        await db.CalendarThatTellsAsync(host.CalendarId, cancellationToken) is { } calendar
        && await db.HostsToldBy(calendar, db.Time.Now()).SingleOrDefaultAsync(h => h.BookingId == host.BookingId && h.MemberId == host.MemberId, cancellationToken) is { } told
            ? (await db.CompareAsync(calendar, [told], cancellationToken)).Changes.SingleOrDefault()
            : null;

    /// <param name="hosts">Of <see cref="HostsToldBy"/>.</param>
    public static async Task<Comparison> CompareAsync(this AppDbContext db, Calendar calendar, IReadOnlyList<BookingHost> hosts, CancellationToken cancellationToken)
    {
        var keys = hosts.Select(h => EventRows.KeyOf(h.ExternalId!).ToByteArray()).ToList();
        var found = await db.Events.AsNoTracking().Where(e => e.CalendarId == calendar.Id && keys.Contains(EF.Property<byte[]>(e, CalendarEventMapping.ExternalKey))).ToDictionaryAsync(e => e.ExternalId, StringComparer.Ordinal, cancellationToken);
        var missing = hosts.Where(h => !found.ContainsKey(h.ExternalId!)).ToList();
        var elsewhere = missing.Count == 0 ? Elsewhere.Unread : await ReadElsewhereAsync(db, calendar, missing, cancellationToken);
        var changes = hosts.Select(h => found.TryGetValue(h.ExternalId!, out var copy) ? Compare(h, copy) : Missing(h, calendar.TrueUpTo!.Value, elsewhere)).OfType<EventChange>();
        return new Comparison([.. changes], [.. hosts.Except(missing)], elsewhere.Behind);
    }

    private static EventChange? Compare(BookingHost host, CalendarEvent copy)
    {
        var written = host.WrittenAt!.Value;
        return copy switch
        {
            { Status: EventStatus.Cancelled } => new EventChange.Gone(host.BookingId, host.MemberId, written, Declined: false),
            { Response: Response.Declined } => new EventChange.Gone(host.BookingId, host.MemberId, written, Declined: true),
            _ when copy.Start != host.Start || copy.End != host.End => new EventChange.Moved(host.BookingId, host.MemberId, written, new Window(copy.Start, copy.End)),
            _ => host.Noticed is null ? null : new EventChange.Settled(host.BookingId, host.MemberId, written),
        };
    }

    /// <summary>No longer there under its name: made to repeat, moved to another calendar, or deleted; the last only once no other calendar can have it.</summary>
    private static EventChange? Missing(BookingHost host, Instant trueUpTo, Elsewhere elsewhere)
    {
        var written = host.WrittenAt!.Value;
        var same = elsewhere.Events.Where(e => e.ICalUid == host.ICalUid && host.ICalUid is not null).Take(2).ToList();
        return (elsewhere.Series.Contains(SeriesOf(host)), same.Count) switch
        {
            (true, _) or (_, > 1) => new EventChange.Repeats(host.BookingId, host.MemberId, written),
            (_, 1) => new EventChange.Transferred(host.BookingId, host.MemberId, written, same[0].CalendarId, same[0].ExternalId),
            _ when (host.Seen || trueUpTo > written + NeverSeen) && elsewhere.Behind.Count == 0 => new EventChange.Gone(host.BookingId, host.MemberId, written, Declined: false),
            _ => null,
        };
    }

    private static async Task<Elsewhere> ReadElsewhereAsync(AppDbContext db, Calendar calendar, List<BookingHost> missing, CancellationToken cancellationToken)
    {
        var series = missing.Select(SeriesOf).ToList();
        var repeating = await db.Events.Where(e => e.CalendarId == calendar.Id && series.Contains(e.SeriesId!)).Select(e => e.SeriesId!).Distinct().ToListAsync(cancellationToken);
        var others = db.Calendars.Where(c => c.ConnectionId == calendar.ConnectionId && c.Id != calendar.Id && c.IsWritable && c.GoneSince == null);
        var behind = await others.Where(c => c.TrueUpTo == null || c.TrueUpTo < calendar.TrueUpTo).Select(c => c.Id).ToListAsync(cancellationToken);
        var uids = missing.Where(h => h.ICalUid is not null).Select(h => h.ICalUid).ToList();
        var same = await (from c in others join e in db.Events on c.Id equals e.CalendarId where uids.Contains(e.ICalUid) && e.Status != EventStatus.Cancelled select e).AsNoTracking().ToListAsync(cancellationToken);
        return new Elsewhere([.. repeating], same, behind);
    }

    /// <summary>As its occurrences would name their series, were it one.</summary>
    private static string SeriesOf(BookingHost host) => host.SeriesId ?? host.ExternalId!;

    /// <param name="Behind">Other calendars of the account whose copies are older than that from which it is missing.</param>
    private sealed record Elsewhere(HashSet<string> Series, IReadOnlyList<CalendarEvent> Events, IReadOnlyList<Guid> Behind)
    {
        public static readonly Elsewhere Unread = new([], [], []);
    }
}

/// <summary>What a comparison found.</summary>
/// <param name="Standing">Hosts whose event is in the copy.</param>
/// <param name="Behind">Calendars that are to be read before anything can be said to be deleted.</param>
internal sealed record Comparison(IReadOnlyList<EventChange> Changes, IReadOnlyList<BookingHost> Standing, IReadOnlyList<Guid> Behind);
