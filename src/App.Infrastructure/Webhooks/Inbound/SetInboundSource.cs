using App.Domain;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>What is to change; what is null stays.</summary>
public sealed record InboundSourceChange(IReadOnlyList<string>? Networks = null, bool RotateSecret = false);

/// <summary>How it stands now. <paramref name="Secret"/>: made just now, and shown once; null where it stayed.</summary>
public sealed record InboundSourceSet(InboundSourceView Source, string? Secret)
{
    public override string ToString() => $"InboundSourceSet {Source.ConnectionId}";
}

/// <summary>Sets where events of a connection may come from, and makes its secret; a new one ends the old one at once. For Owners and Admins.</summary>
public sealed class SetInboundSource(AppDatabase database, InboundSources sources, Seals seals)
{
    public async Task<Result<InboundSourceSet>> RunAsync(Actor actor, Guid connectionId, InboundSourceChange change, long? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (!InboundNetworks.Parse([.. change.Networks ?? []]).TryGet(out var networks, out var malformed))
        {
            return malformed;
        }

        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var admin, out var refused))
        {
            return refused;
        }

        await write.LockAsync("inbound:" + connectionId.ToString("N"), cancellationToken);
        if (await sources.FindAsync(db, connectionId, cancellationToken) is not { } connection)
        {
            return new Failure.NotFound("The connection");
        }

        var source = await db.InboundSources.SingleOrDefaultAsync(s => s.Id == connectionId, cancellationToken) ?? db.InboundSources.Add(new InboundSource { Id = connectionId, OrganizationId = connection.OrganizationId }).Entity;
        if (expectedVersion is { } expected && expected != source.Version)
        {
            return new Failure.Stale();
        }

        var secret = change.RotateSecret || source.SealedSecret is null ? Renew(source, seals) : null;
        source.Networks = change.Networks is null ? source.Networks : networks.ToString();
        var did = secret is null ? "changed where events may come from" : "made a new secret for events";
        db.Log(actor.OrganizationId, "inbound.source_set", $"{admin.Name} {did} ({connection.AccountName}).", admin.Name, new ActivitySubject(connection.MemberId, connectionId));
        db.Announce(actor.OrganizationId, Topics.Inbound, connectionId, source.Version);
        if ((await db.TrySaveAsync(cancellationToken)).Failure is { } stale)
        {
            return stale;
        }

        await write.CommitAsync(cancellationToken);
        return new InboundSourceSet(sources.View(connection, source), secret);
    }

    /// <returns>The secret, which is kept sealed alone.</returns>
    internal static string Renew(InboundSource source, Seals seals)
    {
        var secret = HmacSecret.Generate().Reveal();
        source.SealedSecret = seals.Close(SealPurpose.InboundSecret, source.Id, secret);
        return secret;
    }
}
