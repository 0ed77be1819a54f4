using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>Forgets a provider's client id and secret. Connections keep what they hold; refreshing then uses the configured ones, if any.</summary>
public sealed class RemoveProviderCredentials(AppDatabase database, Catalogue catalogue)
{
    public async Task<Result<Done>> RunAsync(Actor actor, string provider, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var admin, out var refused))
        {
            return refused;
        }

        if (await db.ProviderCredentials.SingleOrDefaultAsync(c => c.Provider == provider, cancellationToken) is not { } row)
        {
            return new Failure.NotFound("The client id and secret");
        }

        if (row.Version != (expectedVersion ?? row.Version))
        {
            return new Failure.Stale();
        }

        db.ProviderCredentials.Remove(row);
        db.Log(actor.OrganizationId, "provider.credentials_removed", $"{admin.Name} removed the client id and secret of {catalogue.Read(provider).Name}.", admin.Name, new ActivitySubject());
        return await db.TrySaveAsync(cancellationToken);
    }
}
