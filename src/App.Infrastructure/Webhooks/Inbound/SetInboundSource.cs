using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>What is to change; what is null stays.</summary>
/// <param name="Grace">Of a new secret: how long the one in use is believed on; zero: it ends at once; null: as long as is usual.</param>
public sealed record InboundSourceChange(IReadOnlyList<string>? Networks = null, bool RotateSecret = false, Duration? Grace = null);

/// <summary>How it stands now. <paramref name="Secret"/>: made just now, and shown once; null where it stayed.</summary>
public sealed record InboundSourceSet(InboundSourceView Source, string? Secret)
{
    public override string ToString() => $"InboundSourceSet {Source.ConnectionId}";
}

/// <summary>
/// Sets where events of a connection may come from, and makes its secret; the one in use is believed beside a new one for a grace time, so that the sender can change
/// over without being refused. For Owners and Admins.
/// </summary>
public sealed class SetInboundSource(AppDatabase database, InboundSources sources, Seals seals)
{
    private static readonly Failure TooMany = new Failure.Conflict("too_many_secrets", "2 secrets are believed already. End the former one first.");

    public async Task<Result<InboundSourceSet>> RunAsync(Actor actor, Guid connectionId, InboundSourceChange change, long? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (!InboundNetworks.Parse([.. change.Networks ?? []]).TryGet(out var networks, out var malformed))
        {
            return malformed;
        }

        var grace = change.Grace ?? Endpoints.RotateSecret.UsualGrace;
        if (Endpoints.RotateSecret.RefusalOf(grace) is { } outside)
        {
            return outside;
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

        if (change.RotateSecret && !Retire(source, grace, db.Time.Now()))
        {
            return TooMany;
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

    /// <summary>Has the secret in use believed on, unless one that is former already would have to end for it. One that no key opens is believed by nobody and goes.</summary>
    private bool Retire(InboundSource source, Duration grace, Instant now)
    {
        var hasFormer = source.HasFormerSecret(now) && seals.Open(SealPurpose.FormerInboundSecret, source.Id, source.SealedFormerSecret!).IsOk;
        if (!hasFormer)
        {
            source.DropFormerSecret();
        }

        if (grace == Duration.Zero || source.SealedSecret is null || !seals.Open(SealPurpose.InboundSecret, source.Id, source.SealedSecret).TryGet(out var used, out _))
        {
            return true;
        }

        if (hasFormer)
        {
            return false;
        }

        (source.SealedFormerSecret, source.FormerSecretExpiresAt) = (seals.Close(SealPurpose.FormerInboundSecret, source.Id, used), now + grace);
        return true;
    }

    /// <returns>The secret, which is kept sealed alone.</returns>
    internal static string Renew(InboundSource source, Seals seals)
    {
        var secret = HmacSecret.Generate().Reveal();
        source.SealedSecret = seals.Close(SealPurpose.InboundSecret, source.Id, secret);
        return secret;
    }
}
