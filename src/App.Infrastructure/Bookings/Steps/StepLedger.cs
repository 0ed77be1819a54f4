using App.Domain;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>Writes down how a step goes, each time under its fence; and confirms the booking with the last step that settles.</summary>
public sealed class StepLedger(AppDatabase database, TimeProvider time)
{
    private static readonly Duration Late = Duration.FromDays(7);

    /// <summary>Before the vendor is asked to make something: what it will be called is kept first, so that it is recognised also when the answer is lost.</summary>
    /// <returns>False: the claim is lost.</returns>
    public async Task<bool> BeginAsync(StepScene scene, string? externalId, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("doing a step of a booking");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.LockBookingAsync(scene.Booking.Id, cancellationToken);
        if (await StepClaims.Held(db, scene.Claim).ExecuteUpdateAsync(s => s.SetProperty(x => x.Begun, true).SetProperty(x => x.LeaseUntil, time.Now() + StepClaims.LeaseLife), cancellationToken) != 1)
        {
            return false;
        }

        if (externalId is not null)
        {
            await HostOf(db, scene).ExecuteUpdateAsync(s => s.SetProperty(h => h.ExternalId, externalId), cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Prolongs the lease before another call of the vendor.</summary>
    /// <returns>False: the claim is lost.</returns>
    public Task<bool> RenewAsync(StepScene scene, CancellationToken cancellationToken) => BeginAsync(scene, null, cancellationToken);

    /// <summary>Saves what became of a try; what was wanted meanwhile makes it due again.</summary>
    public async Task SaveAsync(StepScene scene, StepOutcome outcome, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("doing a step of a booking");
        if (!await TrySaveAsync(db, scene, outcome, cancellationToken) && outcome is StepOutcome.Settled { Written: { } made })
        {
            db.ChangeTracker.Clear();
            await TakeBackAsync(db, scene, made, cancellationToken);
        }
    }

    /// <returns>False: the claim is lost.</returns>
    private async Task<bool> TrySaveAsync(AppDbContext db, StepScene scene, StepOutcome outcome, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await StepRows.ShowAsync(db, scene, outcome, cancellationToken);
        if (await db.LockBookingAsync(scene.Booking.Id, cancellationToken) is not { } booking)
        {
            return true;
        }

        outcome = outcome is StepOutcome.Waits waits && IsTooLate(booking) ? new StepOutcome.Failed($"The time was over before this could be done. {waits.Note}", waits.Code) : outcome;
        if (!await FenceAsync(db, scene, outcome, cancellationToken))
        {
            return false;
        }

        await KeepAsync(HostOf(db, scene), outcome, cancellationToken);
        if (outcome is StepOutcome.Failed failed)
        {
            db.TellOfFailedStep(booking, scene.Step.MemberId, failed.Note);
        }

        await ConfirmAsync(db, booking, scene, cancellationToken);
        db.Announce(booking.OrganizationId, Topics.Bookings, booking.Id, booking.Version);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>What the vendor confirmed of the host's event.</summary>
    private Task KeepAsync(IQueryable<BookingHost> host, StepOutcome outcome, CancellationToken cancellationToken) => outcome switch
    {
        StepOutcome.Settled { Written: { } written } => host.ExecuteUpdateAsync(
            s => s
                .SetProperty(h => h.ExternalId, written.ExternalId)
                .SetProperty(h => h.SeriesId, written.SeriesId)
                .SetProperty(h => h.ETag, written.ETag)
                .SetProperty(h => h.ICalUid, h => written.ICalUid ?? h.ICalUid)
                .SetProperty(h => h.WrittenAt, time.Now()),
            cancellationToken),
        StepOutcome.Settled => host.ExecuteUpdateAsync(s => s.SetProperty(h => h.WrittenAt, time.Now()), cancellationToken),
        StepOutcome.Missing => host.ExecuteUpdateAsync(s => s.SetProperty(h => h.WrittenAt, time.Now()).SetProperty(h => h.Seen, true), cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>An event that came to be after another worker had taken it back is taken back once more.</summary>
    private async Task TakeBackAsync(AppDbContext db, StepScene scene, WrittenEvent made, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.LockBookingAsync(scene.Booking.Id, cancellationToken);
        var undone = db.BookingSteps.Where(s => s.Id == scene.Step.Id && s.Undo && s.Settled == s.Wanted);
        if (!scene.Step.Undo && await undone.AnyAsync(cancellationToken))
        {
            await HostOf(db, scene).Where(h => h.ExternalId == null).ExecuteUpdateAsync(s => s.SetProperty(h => h.ExternalId, made.ExternalId).SetProperty(h => h.SeriesId, made.SeriesId), cancellationToken);
            await undone.WantAgainAsync(time.Now(), undo: true, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }
    }

    /// <summary>An event is not written once its time is over, and not deleted for ever.</summary>
    private bool IsTooLate(Booking booking) => booking.Status == BookingStatus.Completed || booking.End + Late < time.Now();

    private async Task<bool> FenceAsync(AppDbContext db, StepScene scene, StepOutcome outcome, CancellationToken cancellationToken)
    {
        var (now, wanted) = (time.Now(), scene.Step.Wanted);
        var isDone = outcome is StepOutcome.Settled;
        var settles = isDone || outcome is StepOutcome.Skipped or StepOutcome.Missing;
        var status = outcome switch
        {
            StepOutcome.Settled => scene.Step.Undo ? StepStatus.Undone : StepStatus.Done,
            StepOutcome.Skipped or StepOutcome.Missing => StepStatus.Skipped,
            StepOutcome.Failed => StepStatus.Failed,
            _ => StepStatus.Waiting,
        };
        var code = outcome is StepOutcome.Waits waits ? waits.Code : (outcome as StepOutcome.Failed)?.Code;
        var retry = outcome is StepOutcome.Waits again ? Instant.Max(again.NotBefore ?? now, now + Backoff.After(scene.Step.Failures)) : (Instant?)null;
        return await StepClaims.Held(db, scene.Claim).ExecuteUpdateAsync(
            s => s
                .SetProperty(x => x.Settled, x => settles ? wanted : x.Settled)
                .SetProperty(x => x.People, x => x.People && !(isDone && x.Wanted == wanted))
                .SetProperty(x => x.Status, x => x.Wanted == wanted ? status : StepStatus.Waiting)
                .SetProperty(x => x.DueAt, x => x.Wanted == wanted ? retry : x.DueAt)
                .SetProperty(x => x.Failures, x => x.Wanted == wanted && !settles ? x.Failures + 1 : 0)
                .SetProperty(x => x.Note, outcome.Note)
                .SetProperty(x => x.ErrorCode, code)
                .SetProperty(x => x.ChangedAt, now)
                .SetProperty(x => x.LeaseOwner, (Guid?)null)
                .SetProperty(x => x.LeaseUntil, (Instant?)null),
            cancellationToken) == 1;
    }

    /// <summary>Whoever settles the last step sees all others settled: each holds the booking while it looks.</summary>
    private static async Task ConfirmAsync(AppDbContext db, Booking booking, StepScene scene, CancellationToken cancellationToken)
    {
        if (booking.Status != BookingStatus.Pending
            || await db.BookingSteps.AnyAsync(s => s.BookingId == booking.Id && (s.Settled < s.Wanted || (s.Status != StepStatus.Done && s.Status != StepStatus.Skipped)), cancellationToken))
        {
            return;
        }

        booking.Status = BookingStatus.Confirmed;
        await db.TellOfConfirmedAsync(booking, cancellationToken);
        db.LogBooking(booking, scene.Hosts.Select(h => h.MemberId), "booking.confirmed", $"“{booking.Title}” on {booking.When(Clock.Now(db.Time))} is confirmed: every step is done.", "Integrations");
    }

    private static IQueryable<BookingHost> HostOf(AppDbContext db, StepScene scene) => db.BookingHosts.Where(h => h.BookingId == scene.Booking.Id && h.MemberId == scene.Step.MemberId);
}
