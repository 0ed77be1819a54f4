using System.Text;
using App.Domain;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>Which of what came in is wanted; both filters narrow.</summary>
public sealed record InboundQuery(Guid? ConnectionId = null, InboundStatus? Status = null, string? Cursor = null, int Limit = PageCursor.DefaultLimit);

/// <summary>One request that came in, as a list shows it.</summary>
/// <param name="ExternalId">The sender's; null of what was refused.</param>
/// <param name="DueAt">When it is tried next, where it is.</param>
public sealed record InboundView(Guid Id, Instant At, Guid ConnectionId, string Source, string? ExternalId, string? Type, InboundStatus Status, string? Reason, string? From, int Tries, Instant? DueAt, Instant? EndedAt);

/// <summary>The same with its body.</summary>
/// <param name="Body">As text, cut at <see cref="ListInbound.MostShown"/> characters; null of what was refused.</param>
/// <param name="IsCut">There is more of it.</param>
public sealed record InboundDetail(InboundView Event, string? Body, bool IsCut);

/// <summary>Lists what came in, newest first, or reads one; for Owners and Admins.</summary>
public sealed class ListInbound(AppDatabase database, Catalogue catalogue)
{
    public const int MostShown = 64 * 1024;

    public async Task<Result<Page<InboundView>>> RunAsync(Actor actor, InboundQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        if (!PageCursor.Parse(query.Cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        var rows = db.InboundEvents.AsNoTracking();
        rows = query.ConnectionId is { } connection ? rows.Where(e => e.ConnectionId == connection) : rows;
        rows = query.Status is { } status ? rows.Where(e => e.Status == status) : rows;
        if (after is { } cursor)
        {
            rows = rows.Where(e => e.At < cursor.At || (e.At == cursor.At && e.Id.CompareTo(cursor.Id) < 0));
        }

        var found = await Views(db, rows.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(query.Limit + 1)).ToListAsync(cancellationToken);
        return Paging.Cut([.. found.Select(Named)], query.Limit, e => new PageCursor(e.At, e.Id));
    }

    public async Task<Result<InboundDetail>> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        var one = db.InboundEvents.AsNoTracking().Where(e => e.Id == id);
        if (await Views(db, one).SingleOrDefaultAsync(cancellationToken) is not { } found)
        {
            return new Failure.NotFound("What came in");
        }

        var body = await one.Select(e => e.Body).SingleOrDefaultAsync(cancellationToken);
        var text = body is null ? null : Encoding.UTF8.GetString(body);
        return new InboundDetail(Named(found), text?.Length > MostShown ? text[..MostShown] : text, text?.Length > MostShown);
    }

    /// <summary>Without bodies, which are large.</summary>
    private static IQueryable<Row> Views(AppDbContext db, IQueryable<InboundEvent> rows) =>
        from e in rows
        join c in db.Connections on e.ConnectionId equals c.Id
        orderby e.At descending, e.Id descending
        select new Row(e.Id, e.At, e.ConnectionId, e.Provider, c.AccountName, e.ExternalId, e.Type, e.Status, e.Reason, e.From, e.Tries, e.LeaseOwner == null ? e.DueAt : null, e.EndedAt);

    private InboundView Named(Row row) => new(
        row.Id, row.At, row.ConnectionId, $"{catalogue.Read(row.Provider).Name}, {row.Account}", row.Status == InboundStatus.Refused ? null : row.ExternalId, row.Type, row.Status, row.Reason, row.From, row.Tries, row.DueAt, row.EndedAt);

    private sealed record Row(Guid Id, Instant At, Guid ConnectionId, string Provider, string Account, string ExternalId, string? Type, InboundStatus Status, string? Reason, string? From, int Tries, Instant? DueAt, Instant? EndedAt);
}
