using App.Domain;
using App.Domain.Availability;
using App.Domain.Bookings;
using App.Domain.Conflicts;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Bookings;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Conflicts.Resolutions;

/// <summary>
/// Moves a booking out of a conflict. The booking is claimed and moved by its own use case, whatever else is decided; then the conflict is ended. Where that is not reached any more, the
/// conflict is over by itself.
/// </summary>
public sealed class MoveBooking(AppDatabase database, ReadBusy busy, RescheduleBooking reschedule, TimeProvider time)
{
    private const int MostTries = 3;

    private static readonly Duration Ahead = Duration.FromDays(14);
    private static readonly Duration Step = Duration.FromMinutes(15);

    /// <summary>The next time at which all hosts of a booking are free, by what availability says; null: none within a fortnight, or it can't be known.</summary>
    internal async Task<Window?> FindAsync(AppDbContext db, Member member, Guid bookingId, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (!(await db.FindBookingAsync(member, bookingId, cancellationToken)).TryGet(out var found, out _) || !found.Booking.IsOpen || found.Booking.End <= now)
        {
            return null;
        }

        var from = Instant.Max(now, found.Booking.Start);
        var range = new Window(from, from + Ahead);
        var pictures = await busy.RunAsync(db, [.. found.Hosts.Select(h => h.Id)], range, new BusyDetail(Except: bookingId), cancellationToken);
        var table = SlotTable.Of(new SlotGrid(range, Length(found.Booking.Start, found.Booking.End), Step, Instant.FromUnixTimeSeconds(0)), [.. pictures.Select(p => p.Time)]);
        foreach (var (slot, verdict) in table.Open(HostMode.All))
        {
            if (verdict == Verdict.Free)
            {
                return table.Grid[slot];
            }
        }

        return null;
    }

    /// <summary>Why it would not be moved there now, by what decides it; null: it would.</summary>
    internal async Task<Failure?> RefusalAsync(AppDbContext db, Member member, ResolutionPlan plan, ResolutionRequest request, CancellationToken cancellationToken) =>
        (await db.FindBookingAsync(member, plan.Side!.Id, cancellationToken)).TryGet(out var found, out var refused)
            ? await reschedule.RefusalAsync(db, member, found.Booking.Id, TargetOf(found.Booking, request), cancellationToken)
            : refused;

    public async Task<Result<Guid>> RunAsync(Actor actor, ResolutionRequest request, CancellationToken cancellationToken)
    {
        await using (var db = database.ForOrganization(actor))
        {
            if (!(await ReadAsync(db, actor, request, cancellationToken)).TryGet(out var read, out var refused)
                || !(await db.FindBookingAsync(read.Member, read.Plan.Side!.Id, cancellationToken)).TryGet(out var found, out refused))
            {
                return refused;
            }

            if ((await reschedule.RunAsync(actor, found.Booking.Id, TargetOf(found.Booking, request), found.Booking.Version, cancellationToken)).Failure is { } failure)
            {
                return failure;
            }

            for (var tried = 0; tried < MostTries; tried++)
            {
                if (await RecordAsync(actor, read.Plan, cancellationToken) is { } decision)
                {
                    return decision;
                }
            }
        }

        return new Failure.Stale();
    }

    private static async Task<Result<(Member Member, ResolutionPlan Plan)>> ReadAsync(AppDbContext db, Actor actor, ResolutionRequest request, CancellationToken cancellationToken) =>
        (await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused)
        && (await ResolveConflicts.OpenAsync(db, member, request, cancellationToken)).TryGet(out var conflict, out refused)
        && (await ResolutionPlan.MakeAsync(db, conflict, request, cancellationToken)).TryGet(out var plan, out refused)
            ? (member, plan)
            : refused;

    /// <summary>Whoever looks for conflicts may have seen the move first, and ended it; what was decided is written all the same. Null: it changed just now.</summary>
    private async Task<Guid?> RecordAsync(Actor actor, ResolutionPlan plan, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        var member = await db.Members.SingleAsync(m => m.Id == actor.MemberId, cancellationToken);
        var conflict = await db.Conflicts.SingleAsync(c => c.Id == plan.Conflict.Id, cancellationToken);
        var decision = ApplyResolution.Decide(db, member, plan with { Conflicts = [conflict] }, undo: null, time.Now());
        return (await db.TrySaveAsync(cancellationToken)).IsOk ? decision.Id : null;
    }

    private static BookingTime TargetOf(Booking booking, ResolutionRequest request) => new(request.To!.Value, request.To.Value + Length(booking.Start, booking.End), booking.TimeZone);

    /// <summary>On the grid: what a calendar moved off it may last any time.</summary>
    internal static Duration Length(Instant start, Instant end)
    {
        var minutes = (long)Math.Ceiling((end - start).TotalMinutes / Booking.GridMinutes) * Booking.GridMinutes;
        return Duration.FromMinutes(minutes);
    }
}
