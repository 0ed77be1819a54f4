using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>What is needed for something to come in for a connection.</summary>
/// <param name="Url">Where it is to be sent.</param>
/// <param name="Networks">Where it may come from; none: anywhere.</param>
/// <param name="HasSecret">False: nothing is believed.</param>
/// <param name="FormerSecretExpiresAt">Until when the secret before is believed beside the one in use; null: there is none.</param>
public sealed record InboundSourceView(Guid ConnectionId, string Name, string Url, IReadOnlyList<string> Networks, bool HasSecret, Instant? FormerSecretExpiresAt, long Version);

/// <summary>Connections for which events may come in; for Owners and Admins.</summary>
public sealed class InboundSources(AppDatabase database, PublicUrl publicUrl, IServiceProvider services, TimeProvider time)
{
    /// <summary>Most of one organization.</summary>
    public const int Most = 200;

    public async Task<Result<IReadOnlyList<InboundSourceView>>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        var rows = await (from s in db.InboundSources.AsNoTracking()
                          join c in db.Connections on s.Id equals c.Id
                          orderby c.CreatedAt descending, c.Id
                          select new { s, c }).Take(Most).ToListAsync(cancellationToken);
        return Result.Ok<IReadOnlyList<InboundSourceView>>([.. rows.Select(r => View(r.c, r.s))]);
    }

    public async Task<Result<InboundSourceView>> ReadAsync(Actor actor, Guid connectionId, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Admin, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        return await FindAsync(db, connectionId, cancellationToken) is { } connection
            ? View(connection, await db.InboundSources.AsNoTracking().SingleOrDefaultAsync(s => s.Id == connectionId, cancellationToken))
            : new Failure.NotFound("The connection");
    }

    /// <summary>A connection whose service sends events.</summary>
    internal async Task<Connection?> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Status != ConnectionStatus.Disconnected, cancellationToken) is { } connection
            && services.GetKeyedService<IWebhookReceiver>(connection.Provider) is { Address: InboundAddress.Connection }
            ? connection
            : null;

    internal InboundSourceView View(Connection connection, InboundSource? source) => new(
        connection.Id,
        connection.AccountName,
        $"{publicUrl.Base}{PushAddress.Path}/{connection.Provider}/{connection.Id}",
        InboundNetworks.Read(source?.Networks ?? "").All,
        source?.SealedSecret is not null,
        source?.HasFormerSecret(time.Now()) == true ? source.FormerSecretExpiresAt : null,
        source?.Version ?? 0);
}
