using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Deliveries;

/// <summary>Lists an endpoint's replays, newest first, and tells how far one is.</summary>
public sealed class ListReplays(AppDatabase database)
{
    public async Task<Result<Page<ReplayView>>> RunAsync(Actor actor, Guid endpointId, string? cursor, int limit, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if ((await db.FindEndpointAsync(actor, endpointId, cancellationToken)).Failure is { } refused)
        {
            return refused;
        }

        if (!PageCursor.Parse(cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        var rows = db.Replays.AsNoTracking().Where(r => r.EndpointId == endpointId);
        if (after is { } last)
        {
            rows = rows.Where(r => r.CreatedAt < last.At || (r.CreatedAt == last.At && r.Id.CompareTo(last.Id) < 0));
        }

        var found = await rows.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = Paging.Cut(found, limit, r => new PageCursor(r.CreatedAt, r.Id));
        return new Page<ReplayView>([.. page.Items.Select(Of)], page.Next);
    }

    public async Task<Result<ReplayView>> ReadAsync(Actor actor, Guid endpointId, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if ((await db.FindEndpointAsync(actor, endpointId, cancellationToken)).Failure is { } refused)
        {
            return refused;
        }

        return await db.Replays.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.EndpointId == endpointId, cancellationToken) is { } replay ? Of(replay) : new Failure.NotFound("The replay");
    }

    private static ReplayView Of(Replay r) => new(r.Id, r.EndpointId, r.Scope, r.Since, r.Until, r.Total, r.Done, r.CreatedAt, r.EndedAt);
}
