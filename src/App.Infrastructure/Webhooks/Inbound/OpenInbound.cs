using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using App.Infrastructure.Providers.IncomingWebhook;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>Makes an address to which another system sends events, with the secret by which it signs them. For Owners and Admins.</summary>
public sealed class OpenInbound(AppDatabase database, InboundSources sources, Catalogue catalogue, Seals seals, TimeProvider time)
{
    private const int NameLength = 80;

    private static readonly Failure Full = new Failure.Conflict("too_many_sources", $"There are {InboundSources.Most} already. Disconnect one that is not used any more.");

    public async Task<Result<InboundSourceSet>> RunAsync(Actor actor, string? name, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var text = errors.Text("name", name, NameLength);
        if (errors.Any(out var invalid))
        {
            return invalid;
        }

        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var admin, out var refused))
        {
            return refused;
        }

        await write.LockAsync("inbound-of:" + actor.OrganizationId.ToString("N"), cancellationToken);
        if (await db.InboundSources.CountAsync(cancellationToken) >= InboundSources.Most)
        {
            return Full;
        }

        var connection = Connect(db, admin, text);
        var source = db.InboundSources.Add(new InboundSource { Id = connection.Id, OrganizationId = connection.OrganizationId }).Entity;
        var secret = SetInboundSource.Renew(source, seals);
        db.TellOfConsent(connection, catalogue.Read(connection.Provider), before: null);
        db.Log(actor.OrganizationId, "connection.connected", $"{admin.Name} opened an address for incoming events ({text}).", admin.Name, new ActivitySubject(admin.Id, connection.Id));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new InboundSourceSet(sources.View(connection, source), secret);
    }

    private Connection Connect(AppDbContext db, Member admin, string name)
    {
        var (id, now) = (Guid.CreateVersion7(time.GetUtcNow()), time.Now());
        return db.Connections.Add(new Connection
        {
            Id = id,
            OrganizationId = admin.OrganizationId,
            MemberId = admin.Id,
            Provider = IncomingWebhookProvider.Key,
            AccountId = id.ToString("N"),
            AccountName = name,
            Status = ConnectionStatus.Active,
            CreatedAt = now,
            StatusSince = now,
            CalendarsListedAt = now,
        }).Entity;
    }
}
