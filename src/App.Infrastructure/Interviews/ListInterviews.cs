using App.Domain;
using App.Domain.Interviews;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Interviews;

/// <summary>Which interviews are wanted: those that end after From and begin before To, of one kind or all.</summary>
public sealed record InterviewQuery(Instant From, Instant To, InterviewKind? Kind = null, string? Cursor = null, int Limit = PageCursor.DefaultLimit)
{
    public static readonly Duration MostDays = Duration.FromDays(400);
}

/// <summary>
/// Lists a member's interviews in the order they begin. Whether an entry is one is told as it is read, so a page looks at a bounded number of entries: it can be short, even empty, and still
/// have a next one.
/// </summary>
public sealed class ListInterviews(AppDatabase database)
{
    private const int Batch = 200;
    private const int MostLookedAt = 2000;

    public async Task<Result<Page<InterviewView>>> RunAsync(Actor actor, InterviewQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.To <= query.From || query.To - query.From > InterviewQuery.MostDays)
        {
            return new Failure.Invalid("to", "Must be after from, by at most 400 days.");
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (!PageCursor.Parse(query.Cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        return await PageAsync(db, member.Id, query, after, cancellationToken);
    }

    private static async Task<Page<InterviewView>> PageAsync(AppDbContext db, Guid memberId, InterviewQuery query, PageCursor? after, CancellationToken cancellationToken)
    {
        var (reader, found) = (await InterviewReader.OpenAsync(db, memberId, cancellationToken), new List<InterviewView>());
        var seen = await SeenAsync(db, memberId, reader, query, after, cancellationToken);
        for (var looked = 0; looked < MostLookedAt; looked += Batch)
        {
            var heads = await HeadsAsync(db, memberId, query, after, cancellationToken);
            foreach (var entry in await WantedAsync(db, heads, reader, query, cancellationToken))
            {
                after = new PageCursor(entry.Start, entry.Occasion.Id);
                if (IsFirst(entry, seen))
                {
                    found.Add(InterviewView.Of(entry, reader));
                    if (found.Count == query.Limit)
                    {
                        return new Page<InterviewView>(found, after.ToString());
                    }
                }
            }

            if (heads.Count < Batch)
            {
                return new Page<InterviewView>(found, null);
            }

            after = new PageCursor(heads[^1].Start, heads[^1].Id);
        }

        return new Page<InterviewView>(found, after.ToString());
    }

    /// <summary>Copies begin at the same moment, so those that the page before told of are found where it ended.</summary>
    private static async Task<HashSet<(string, Instant)>> SeenAsync(
        AppDbContext db, Guid memberId, InterviewReader reader, InterviewQuery query, PageCursor? after, CancellationToken cancellationToken)
    {
        var seen = new HashSet<(string, Instant)>();
        if (after is { } end)
        {
            var heads = await Heads(db, memberId, query).Where(h => h.Start == end.At && h.Id.CompareTo(end.Id) <= 0)
                .OrderBy(h => h.Id).Take(MostLookedAt).ToListAsync(cancellationToken);
            foreach (var entry in await WantedAsync(db, heads, reader, query, cancellationToken))
            {
                IsFirst(entry, seen);
            }
        }

        return seen;
    }

    /// <summary>Of copies of one event, the first is told.</summary>
    private static bool IsFirst(InterviewEntry entry, HashSet<(string, Instant)> seen) => entry.ICalUid is not { } uid || seen.Add((uid, entry.Start));

    /// <summary>Reads one entry, interview or not.</summary>
    public async Task<Result<InterviewView>> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        return await FindAsync(db, member.Id, id, cancellationToken) is { } entry
            ? InterviewView.Of(entry, await InterviewReader.OpenAsync(db, member.Id, cancellationToken))
            : new Failure.NotFound("The event or booking");
    }

    /// <summary>The event or booking of that id; ids are never given twice.</summary>
    internal static async Task<InterviewEntry?> FindAsync(AppDbContext db, Guid memberId, Guid id, CancellationToken cancellationToken) =>
        await db.FindOccasionAsync(memberId, new Occasion(OccasionKind.Event, id), cancellationToken)
        ?? await db.FindOccasionAsync(memberId, new Occasion(OccasionKind.Booking, id), cancellationToken);

    private static bool IsWanted(InterviewReader reader, InterviewEntry entry, InterviewQuery query) =>
        !entry.IsHeld && reader.Read(entry) is { IsInterview: true } reading && (query.Kind is not { } kind || reading.Kind == kind);

    /// <summary>What comes next, in the database's own order of (instant, id) for both kinds together.</summary>
    private static Task<List<Head>> HeadsAsync(AppDbContext db, Guid memberId, InterviewQuery query, PageCursor? after, CancellationToken cancellationToken)
    {
        var heads = Heads(db, memberId, query);
        if (after is { } cursor)
        {
            heads = heads.Where(h => h.Start > cursor.At || (h.Start == cursor.At && h.Id.CompareTo(cursor.Id) > 0));
        }

        return heads.OrderBy(h => h.Start).ThenBy(h => h.Id).Take(Batch).ToListAsync(cancellationToken);
    }

    private static IQueryable<Head> Heads(AppDbContext db, Guid memberId, InterviewQuery query) =>
        db.EventsOf(memberId).Where(e => e.Start < query.To && e.End > query.From).Select(e => new Head { Start = e.Start, Id = e.Id, IsBooking = false })
            .Concat(db.BookingsOf(memberId).Where(b => b.Start < query.To && b.End > query.From).Select(b => new Head { Start = b.Start, Id = b.Id, IsBooking = true }));

    /// <summary>Those of them that are wanted, in their order.</summary>
    private static async Task<IEnumerable<InterviewEntry>> WantedAsync(
        AppDbContext db, List<Head> heads, InterviewReader reader, InterviewQuery query, CancellationToken cancellationToken)
    {
        var (events, bookings) = (heads.Where(h => !h.IsBooking).Select(h => h.Id).ToList(), heads.Where(h => h.IsBooking).Select(h => h.Id).ToList());
        var ofEvents = await db.Events.AsNoTracking().Where(e => events.Contains(e.Id)).ToListAsync(cancellationToken);
        var ofBookings = await db.Bookings.AsNoTracking().Where(b => bookings.Contains(b.Id)).ToListAsync(cancellationToken);
        var entries = ofEvents.Select(InterviewEntry.Of).Concat(ofBookings.Select(InterviewEntry.Of)).ToDictionary(e => e.Occasion.Id);
        return heads.Where(h => entries.ContainsKey(h.Id)).Select(h => entries[h.Id]).Where(e => IsWanted(reader, e, query));
    }

    private sealed class Head
    {
        public Instant Start { get; init; }

        public Guid Id { get; init; }

        public bool IsBooking { get; init; }
    }
}
