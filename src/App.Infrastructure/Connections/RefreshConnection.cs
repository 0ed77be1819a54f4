using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Connections;

/// <summary>Renews a connection's access now, whether or not it is near its end.</summary>
public sealed class RefreshConnection(AppDatabase database, Catalogue catalogue, Grants grants)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        long generation;
        await using (var db = database.ForOrganization(actor))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!(await db.OpenConnectionAsync(actor, id, null, admins: true, cancellationToken)).TryGet(out var open, out var failure))
            {
                return failure;
            }

            if (catalogue.Read(open.Connection.Provider).IsTyped)
            {
                return new Failure.Rejected("nothing_to_renew", "What was entered to connect it does not end by itself, so there is nothing to renew.");
            }

            if (open.Connection.Status == ConnectionStatus.NeedsReconnect)
            {
                return new Failure.NeedsReconnect("Access has ended. Only reconnecting brings it back.");
            }

            generation = await db.Grants.Where(g => g.ConnectionId == id).Select(g => g.Generation).SingleOrDefaultAsync(cancellationToken);
        }

        return (await grants.RefreshAsync(id, generation, cancellationToken)).Select(_ => default(Done));
    }
}
