using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>Ends a key at once.</summary>
public sealed class RevokeApiKey(AppDatabase database, TimeProvider time)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellationToken) is not { } key)
        {
            return new Failure.NotFound("The API key");
        }

        if (key.Version != (expectedVersion ?? key.Version))
        {
            return new Failure.Stale();
        }

        key.RevokedAt = time.Now();
        db.Log(actor.OrganizationId, "api_key.revoked", $"{member.Name} revoked the API key “{key.Name}”.", member.Name, new ActivitySubject(key.MemberId));
        return await db.TrySaveAsync(cancellationToken);
    }
}
