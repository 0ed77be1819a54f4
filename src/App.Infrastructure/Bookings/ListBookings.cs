using App.Domain;
using App.Domain.Bookings;
using App.Domain.Organizations;
using App.Infrastructure.Bookings.ComeBack;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>Which bookings are wanted; all filters narrow.</summary>
/// <param name="From">Those that end after it.</param>
/// <param name="To">Those that begin before it.</param>
/// <param name="NewestFirst">In the order they begin, or the other way round.</param>
public sealed record BookingQuery(
    Instant? From = null,
    Instant? To = null,
    IReadOnlyList<BookingStatus>? Statuses = null,
    Guid? Host = null,
    string? Reference = null,
    bool NewestFirst = false,
    string? Cursor = null,
    int Limit = PageCursor.DefaultLimit);

/// <summary>Lists bookings a member made or hosts; Owners and Admins see all.</summary>
public sealed class ListBookings(AppDatabase database)
{
    public async Task<Result<Page<BookingView>>> RunAsync(Actor actor, BookingQuery query, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused)
            || !PageCursor.Parse(query.Cursor).TryGet(out var after, out refused))
        {
            return refused;
        }

        var rows = Filter(db, db.BookingsSeenBy(member).AsNoTracking(), query);
        var ordered = query.NewestFirst
            ? rows.Where(b => after == null || b.Start < after.Value.At || (b.Start == after.Value.At && b.Id.CompareTo(after.Value.Id) < 0)).OrderByDescending(b => b.Start).ThenByDescending(b => b.Id)
            : rows.Where(b => after == null || b.Start > after.Value.At || (b.Start == after.Value.At && b.Id.CompareTo(after.Value.Id) > 0)).OrderBy(b => b.Start).ThenBy(b => b.Id);
        var found = await ordered.Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = Paging.Cut(found, query.Limit, b => new PageCursor(b.Start, b.Id));
        return new Page<BookingView>(await ViewsAsync(db, page.Items, cancellationToken), page.Next);
    }

    public async Task<Result<BookingView>> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        return await db.BookingsSeenBy(member).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken) is { } booking
            ? (await ViewsAsync(db, [booking], cancellationToken))[0]
            : new Failure.NotFound("The booking");
    }

    private static IQueryable<Booking> Filter(AppDbContext db, IQueryable<Booking> rows, BookingQuery query)
    {
        if (query.From is { } from)
        {
            rows = rows.Where(b => b.End > from);
        }

        if (query.To is { } to)
        {
            rows = rows.Where(b => b.Start < to);
        }

        if (query.Statuses is { Count: > 0 } statuses)
        {
            rows = rows.Where(b => statuses.Contains(b.Status));
        }

        if (query.Host is { } host)
        {
            rows = rows.Where(b => db.BookingHosts.Any(h => h.BookingId == b.Id && h.MemberId == host));
        }

        return string.IsNullOrEmpty(query.Reference) ? rows : rows.Where(b => b.Reference == query.Reference);
    }

    private static async Task<IReadOnlyList<BookingView>> ViewsAsync(AppDbContext db, IReadOnlyList<Booking> bookings, CancellationToken cancellationToken)
    {
        var ids = bookings.Select(b => b.Id).ToList();
        var hosts = (await db.BookingHosts.AsNoTracking().Where(h => ids.Contains(h.BookingId)).OrderBy(h => h.Order).ToListAsync(cancellationToken)).ToLookup(h => h.BookingId);
        var steps = (await db.BookingSteps.AsNoTracking().Where(s => ids.Contains(s.BookingId)).ToListAsync(cancellationToken)).ToLookup(s => s.BookingId);
        var people = hosts.SelectMany(h => h).Select(h => h.MemberId).Concat(bookings.Select(b => b.BookedBy)).Distinct().ToList();
        var names = await db.Members.Where(m => people.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, cancellationToken);
        return [.. bookings.Select(b => View(b, [.. hosts[b.Id]], steps[b.Id], names))];
    }

    private static BookingView View(Booking b, IReadOnlyList<BookingHost> hosts, IEnumerable<BookingStep> steps, Dictionary<Guid, string> names) => new()
    {
        Id = b.Id,
        Title = b.Title,
        Kind = b.Kind,
        Status = b.Status,
        Start = b.Start,
        End = b.End,
        TimeZone = b.TimeZone,
        BookedBy = b.BookedBy,
        BookedByName = names[b.BookedBy],
        Hosts = [.. hosts.Select(h => new HostName(h.MemberId, names[h.MemberId]))],
        Attendees = BookingCheck.ReadAttendees(b.Attendees),
        Meeting = b.Meeting,
        MeetingProvider = b.MeetingProvider,
        Location = b.Location,
        Link = b.Link,
        Notes = b.Notes,
        Reference = b.Reference,
        Reminders = BookingCheck.ReadReminders(b.Reminders),
        HeldUntil = b.HeldUntil,
        CancelReason = b.CancelReason,
        Marks = b.Marks,
        CreatedAt = b.CreatedAt,
        Version = b.Version,
        Changes = b.IsOpen ? [.. from host in hosts where host.Noticed is not null select Change(host, names)] : [],
        Steps = [.. from host in hosts from step in steps where step.MemberId == host.MemberId orderby host.Order, step.Kind
                    select new StepView(step.Id, step.Kind, step.MemberId, names[step.MemberId], step.Status, step.Note, step.ErrorCode, step.Failures, step.DueAt, step.ChangedAt)],
    };

    private static NoticedChange Change(BookingHost host, Dictionary<Guid, string> names)
    {
        var (kind, to) = NoticedKey.Read(host.Noticed!);
        return new NoticedChange(host.MemberId, names[host.MemberId], kind, to);
    }
}
