using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>How a try at ending access at the vendor came out.</summary>
public enum Revoked
{
    /// <summary>The vendor confirmed, now or before.</summary>
    Ended,

    /// <summary>It was left alone: the account is connected elsewhere, and ending one credential may end all of them.</summary>
    InUse,

    /// <summary>It is tried again.</summary>
    Later,

    /// <summary>It is not tried again; the log says so.</summary>
    GivenUp,
}

/// <summary>
/// Ends access at vendors that is of no use here any more: at once after the change that made it so, and again with growing pauses until it succeeds or
/// <see cref="Revocation.GiveUpAfter"/> has passed. A vendor may end everything the account allowed this product with one token (Google does,
/// https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke, 2026-11-21): what another connection uses is left alone.
/// </summary>
public sealed class RevokeAccess(AppDatabase database, Catalogue catalogue, ProviderClients clients, OAuthClient oauth, Seals seals, TimeProvider time, ILogger<RevokeAccess> logger)
{
    /// <summary>Longer than the vendor may take, so that two never ask at once.</summary>
    private static readonly Duration LeaseLife = Duration.FromMinutes(2);

    private const int Most = 200;
    private const int AtOnce = 4;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<Guid> due;
        await using (var db = database.ForSystem("access to end at vendors"))
        {
            var now = time.Now();
            due = await Free(db, now).Where(r => r.DueAt <= now).OrderBy(r => r.DueAt).Select(r => r.Id).Take(Most).ToListAsync(cancellationToken);
        }

        await Each.RunAsync(due, AtOnce, TryAsync, logger, cancellationToken);
    }

    /// <summary>Tries one now. Once begun it is finished, though nobody waits for it any more.</summary>
    public async Task<Revoked> TryAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("ending access at a vendor");
        var owner = Guid.CreateVersion7(time.GetUtcNow());
        if (await ClaimAsync(db, id, owner, cancellationToken) is not { } row)
        {
            return Revoked.Later;
        }

        var manifest = catalogue.Read(row.Provider);
        var answer = await AskAsync(db, row, manifest);
        var outcome = Judge(row, answer);
        await SaveAsync(db, row, owner, manifest, outcome, answer.Failure);
        return outcome;
    }

    private async Task<Revocation?> ClaimAsync(AppDbContext db, Guid id, Guid owner, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var taken = await Free(db, now).Where(r => r.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.LeaseOwner, owner).SetProperty(r => r.LeaseUntil, now + LeaseLife), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return taken == 1 ? await db.Revocations.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) : null;
    }

    private async Task<Result<Revoked>> AskAsync(AppDbContext db, Revocation row, ProviderManifest manifest)
    {
        if (!seals.Open(SealPurpose.Revocation, row.Id, row.Sealed).TryGet(out var token, out var shut))
        {
            return shut;
        }

        if (!(await clients.FindAsync(db, row.OrganizationId, manifest, CancellationToken.None)).TryGet(out var client, out var missing))
        {
            return missing;
        }

        if (await IsInUseAsync(db, row, manifest, client))
        {
            return Revoked.InUse;
        }

        return await IsBeingConnectedAsync(db, row)
            ? new Failure.Unavailable("The account is being connected again.")
            : (await oauth.RevokeAsync(manifest, client, token, CancellationToken.None)).Select(_ => Revoked.Ended);
    }

    /// <summary>Whether a connection lives on the same account under the same client; of an account nobody named, whether one of its member's does.</summary>
    private async Task<bool> IsInUseAsync(AppDbContext db, Revocation row, ProviderManifest manifest, ClientCredentials client)
    {
        var living = db.Connections.Where(c => c.Provider == row.Provider && c.Status != ConnectionStatus.NeedsReconnect && db.Grants.Any(g => g.ConnectionId == c.Id));
        var organizations = await living.Where(c => row.AccountId == null ? c.MemberId == row.MemberId : c.AccountId == row.AccountId).Select(c => c.OrganizationId).Distinct().ToListAsync();
        foreach (var organization in organizations)
        {
            if (organization == row.OrganizationId || (await clients.FindAsync(db, organization, manifest, CancellationToken.None)).Match(c => c.Id == client.Id, _ => true))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether someone of the organization is at the vendor, or her tokens are held and no connection yet, and the account is or may be the same.</summary>
    private Task<bool> IsBeingConnectedAsync(AppDbContext db, Revocation row)
    {
        var now = time.Now();
        return db.Attempts.AnyAsync(a => a.Provider == row.Provider && a.OrganizationId == row.OrganizationId
            && (a.Status == AttemptStatus.TokensHeld || a.Status == AttemptStatus.OtherAccount || (a.Status == AttemptStatus.Started && (a.SpentAt != null || a.ExpiresAt > now)))
            && (a.AccountId == null || row.AccountId == null || a.AccountId == row.AccountId));
    }

    private Revoked Judge(Revocation row, Result<Revoked> answer) => answer.Failure switch
    {
        null => answer.Value,
        Failure.Rejected { Detail: OAuthClient.NoRevocation } => Revoked.GivenUp,
        Failure.Unavailable { Retryable: false } => Revoked.Later,
        _ => time.Now() - row.CreatedAt >= Revocation.GiveUpAfter ? Revoked.GivenUp : Revoked.Later,
    };

    private async Task SaveAsync(AppDbContext db, Revocation row, Guid owner, ProviderManifest manifest, Revoked outcome, Failure? failure)
    {
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var own = db.Revocations.Where(r => r.Id == row.Id && r.LeaseOwner == owner);
        if (outcome == Revoked.Later)
        {
            var due = DueAfter(row, failure);
            await own.ExecuteUpdateAsync(s => s.SetProperty(r => r.Attempts, r => r.Attempts + 1).SetProperty(r => r.DueAt, due).SetProperty(r => r.LeaseOwner, (Guid?)null).SetProperty(r => r.LeaseUntil, (Instant?)null));
        }
        else if (await own.ExecuteDeleteAsync() == 1)
        {
            Say(db, row, manifest, outcome, failure);
            await db.SaveChangesAsync();
        }

        await write.CommitAsync(CancellationToken.None);
    }

    private Instant DueAfter(Revocation row, Failure? failure)
    {
        var next = time.Now() + Backoff.After(row.Attempts);
        return failure is Failure.RateLimited limited ? Instant.Max(limited.Until, next) : next;
    }

    /// <summary>What the first try does is said by the change it belongs to.</summary>
    private static void Say(AppDbContext db, Revocation row, ProviderManifest manifest, Revoked outcome, Failure? failure)
    {
        if (outcome == Revoked.GivenUp)
        {
            Revocations.LogGivenUp(db, row.OrganizationId, manifest, row.AccountName, new ActivitySubject(row.MemberId, row.ConnectionId), failure!.Reason);
        }
        else if (outcome == Revoked.Ended && row.Attempts > 0)
        {
            db.Log(row.OrganizationId, "connection.revoked", $"{manifest.Vendor} confirmed that our access ended{Revocations.Of(row.AccountName)}.", manifest.Vendor, new ActivitySubject(row.MemberId, row.ConnectionId));
        }
    }

    private static IQueryable<Revocation> Free(AppDbContext db, Instant now) => db.Revocations.Where(r => r.LeaseUntil == null || r.LeaseUntil <= now);
}

/// <summary>Every minute.</summary>
public sealed class RevokeAccessJob(RevokeAccess revoke, ILogger<RevokeAccessJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => revoke.RunAsync(cancellationToken);
}
