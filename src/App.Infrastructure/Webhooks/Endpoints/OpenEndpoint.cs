using App.Domain;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>How the use cases of one endpoint begin.</summary>
internal static class OpenEndpoint
{
    public static readonly Failure.NotFound Unknown = new("The endpoint");

    /// <summary>An endpoint to be changed, by an Owner or Admin.</summary>
    public static async Task<Result<(Member Member, Endpoint Endpoint)>> OpenEndpointAsync(this AppDbContext db, Actor actor, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var endpoint = await db.Endpoints.SingleOrDefaultAsync(e => e.Id == id, cancellationToken);
        return endpoint is null ? Unknown
            : expectedVersion is { } expected && expected != endpoint.Version ? new Failure.Stale()
            : (member, endpoint);
    }

    /// <summary>Holds an endpoint's secrets and replays: how many there are is looked at and changed by one at a time.</summary>
    public static Task LockEndpointAsync(this AppDbContext db, Guid id, CancellationToken cancellationToken) => db.Writing!.LockAsync($"endpoint:{id}", cancellationToken);

    /// <summary>Raises its version: who sends to it reads it and its secrets anew.</summary>
    public static void Touch(this AppDbContext db, Endpoint endpoint) => db.Entry(endpoint).State = EntityState.Modified;
}
