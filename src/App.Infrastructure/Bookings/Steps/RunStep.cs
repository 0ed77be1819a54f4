using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>One try of one step: reads what the booking says, brings the outside to it, and saves what became of it. Vendors are asked outside any transaction.</summary>
public sealed partial class RunStep(AppDatabase database, StepLedger ledger, IEnumerable<IStepWork> works, ILogger<RunStep> logger)
{
    public async Task RunAsync(StepClaim claim, CancellationToken cancellationToken)
    {
        if (await ReadAsync(claim, cancellationToken) is not { } scene)
        {
            return;
        }

        var outcome = await TryAsync(scene, cancellationToken);
        if (outcome is not StepOutcome.Lost)
        {
            await ledger.SaveAsync(scene, outcome, cancellationToken);
        }
    }

    /// <summary>A bug is logged and backed off from like an outage, so that it is seen and never repeated in silence.</summary>
    private async Task<StepOutcome> TryAsync(StepScene scene, CancellationToken cancellationToken)
    {
        try
        {
            var work = works.Single(w => w.Kind == scene.Step.Kind);
            return scene.Step.Undo ? await work.UndoAsync(scene, cancellationToken) : await work.DoAsync(scene, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, scene.Step.Id, e);
            return new StepOutcome.Waits("Something went wrong on this server. It is tried again by itself.", "unavailable");
        }
    }

    private async Task<StepScene?> ReadAsync(StepClaim claim, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("doing a step of a booking");
        if (await StepClaims.Held(db, claim).AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } step)
        {
            return null;
        }

        var booking = await db.Bookings.AsNoTracking().SingleAsync(b => b.Id == claim.BookingId, cancellationToken);
        var hosts = await db.BookingHosts.AsNoTracking().Where(h => h.BookingId == claim.BookingId).OrderBy(h => h.Order).ToListAsync(cancellationToken);
        var members = hosts.Select(h => h.MemberId).ToList();
        var names = await db.Members.Where(m => members.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, cancellationToken);
        return new StepScene(claim, step, booking, hosts, names);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Step {StepId} failed unexpectedly")]
    private static partial void LogFailed(ILogger logger, Guid stepId, Exception exception);
}
