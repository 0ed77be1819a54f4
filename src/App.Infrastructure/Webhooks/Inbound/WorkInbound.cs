using System.Security.Cryptography;
using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Webhooks.Inbound;

/// <summary>
/// What becomes of events of one provider; registered under its key. It writes into the transaction in which the event is marked as worked on, so that neither is there
/// without the other, and asks nobody outside. Done a second time, by hand, it does nothing twice.
/// </summary>
public interface IInboundHandler
{
    /// <summary><see cref="Failure.Unavailable"/> is tried again; any other failure is the end of it, until somebody has it worked on again.</summary>
    Task<Result<Done>> HandleAsync(AppDbContext db, InboundEvent received, CancellationToken cancellationToken);
}

/// <summary>Works on one thing that came in.</summary>
public sealed class WorkInbound(AppDatabase database, IServiceProvider services, TimeProvider time)
{
    public async Task RunAsync(InboundClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if ((await HandleAsync(claim, cancellationToken)).Failure is { } failure)
        {
            await PutOffAsync(claim, failure, cancellationToken);
        }
    }

    /// <summary>Nothing stays of what failed, and nothing of what a worker did who was overtaken.</summary>
    private async Task<Result<Done>> HandleAsync(InboundClaim claim, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("working on what came in");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await InboundClaims.Held(db, claim).AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } received)
        {
            return Result.Done;
        }

        var outcome = await services.GetRequiredKeyedService<IInboundHandler>(claim.Provider).HandleAsync(db, received, cancellationToken);
        if (!outcome.IsOk)
        {
            return outcome;
        }

        var now = time.Now();
        var marked = await InboundClaims.Held(db, claim).ExecuteUpdateAsync(
            s => s.SetProperty(e => e.Status, InboundStatus.Processed).SetProperty(e => e.Reason, (string?)null).SetProperty(e => e.EndedAt, now).SetProperty(e => e.DueAt, (Instant?)null).SetProperty(e => e.LeaseOwner, (Guid?)null),
            cancellationToken);
        if (marked == 1)
        {
            db.Announce(received.OrganizationId, Topics.Inbound, received.Id);
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    private async Task PutOffAsync(InboundClaim claim, Failure failure, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var wait = failure is Failure.Unavailable { Retryable: true } ? InboundClaims.Retries.WaitAfter(claim.Tries, Chance()) : null;
        var (due, ended, status) = (now + wait, wait is null ? now : (Instant?)null, wait is null ? InboundStatus.Failed : InboundStatus.Received);
        await using var db = database.ForSystem("putting off what came in");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var organization = await InboundClaims.Held(db, claim).Select(e => (Guid?)e.OrganizationId).SingleOrDefaultAsync(cancellationToken);
        await InboundClaims.Held(db, claim).ExecuteUpdateAsync(
            s => s.SetProperty(e => e.Status, status).SetProperty(e => e.Reason, failure.Reason).SetProperty(e => e.EndedAt, ended).SetProperty(e => e.DueAt, due).SetProperty(e => e.LeaseOwner, (Guid?)null),
            cancellationToken);
        if (organization is { } known)
        {
            db.Announce(known, Topics.Inbound, claim.EventId);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private static double Chance() => RandomNumberGenerator.GetInt32(1000) / 1000.0;
}
