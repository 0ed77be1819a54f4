using App.Domain;
using App.Domain.Bookings;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace App.Infrastructure.Bookings.ComeBack;

/// <summary>
/// Brings one change made in a host's calendar to its booking. The calendar wins: a time off the grid takes the cells it touches, a time another booking holds
/// takes what is free of it; the booking is marked, and its hosts' busy time is touched, so that conflicts are looked for there.
/// </summary>
public sealed class FollowChange(AppDatabase database, IOptions<BookingOptions> options, StepSignal signal, TimeProvider time)
{
    public async Task RunAsync(EventChange change, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("following a change made in a calendar");
        await Contention.RunAsync<Done>(db, async _ => await TryAsync(db, change, cancellationToken));
        signal.Wake();
    }

    /// <summary>Null: the booking was moved since it was read, so it is begun again.</summary>
    private async Task<Result<Done>?> TryAsync(AppDbContext db, EventChange change, CancellationToken cancellationToken)
    {
        if (await db.Bookings.AsNoTracking().SingleOrDefaultAsync(b => b.Id == change.BookingId, cancellationToken) is not { } seen)
        {
            return Result.Done;
        }

        var hosts = await db.HostsOfAsync(change.BookingId, cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        foreach (var host in hosts)
        {
            await db.TouchBusyAsync(seen.OrganizationId, host.Id, Touched(seen, change), cancellationToken);
        }

        var booking = await db.LockBookingAsync(change.BookingId, cancellationToken);
        var row = await db.BookingHosts.SingleOrDefaultAsync(h => h.BookingId == change.BookingId && h.MemberId == change.HostId, cancellationToken);
        if (booking is null || row is null || !booking.IsOpen || row.WrittenAt != change.WrittenAt)
        {
            return Result.Done;
        }

        if (booking.Start != seen.Start || booking.End != seen.End)
        {
            return null;
        }

        var scene = new Scene(db, booking, row, [.. hosts.Select(h => h.Id)], hosts.Single(h => h.Id == change.HostId).Name);
        await ApplyAsync(scene, change, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return Result.Done;
    }

    private Task ApplyAsync(Scene scene, EventChange change, CancellationToken cancellationToken)
    {
        if (change is EventChange.Settled)
        {
            scene.Host.Noticed = null;
            scene.Booking.Marks &= ~(BookingMarks.MovedAway | BookingMarks.Gone);
            return Task.CompletedTask;
        }

        switch (options.Value.CalendarChanges)
        {
            case CalendarChanges.Follow when change is EventChange.Gone gone:
                return CancelAsync(scene, gone, cancellationToken);
            case CalendarChanges.Follow when change is EventChange.Moved moved && moved.To.End > moved.To.Start && moved.To.End - moved.To.Start <= Booking.Longest:
                return MoveAsync(scene, moved.To, cancellationToken);
            case CalendarChanges.Ignore:
                scene.Host.Noticed = change.Key;
                return Task.CompletedTask;
            default:
                Ask(scene, change);
                return Task.CompletedTask;
        }
    }

    private async Task MoveAsync(Scene scene, Window to, CancellationToken cancellationToken)
    {
        var (db, booking) = (scene.Db, scene.Booking);
        (booking.Start, booking.End) = (to.Start, to.End);
        await Cells.ReleaseAsync(db, booking.Id, cancellationToken);
        var taken = await Cells.TakeAsync(db, booking, scene.Hosts, cancellationToken);
        booking.Marks = (TimeGrid.IsOn(to.Start) && TimeGrid.IsOn(to.End) ? BookingMarks.None : BookingMarks.OffGrid)
            | (taken == Cells.Count(booking, scene.Hosts.Count) ? BookingMarks.None : BookingMarks.Overlaps);
        await db.BookingHosts.Where(h => h.BookingId == booking.Id).ExecuteUpdateAsync(s => s.SetProperty(h => h.Start, to.Start).SetProperty(h => h.End, to.End).SetProperty(h => h.Noticed, (string?)null), cancellationToken);
        var others = db.BookingSteps.Where(s => s.BookingId == booking.Id && s.MemberId != scene.Host.MemberId);
        await others.WantAgainAsync(time.Now(), undo: false, cancellationToken);
        if (scene.Hosts.Count > 1)
        {
            booking.Status = BookingStatus.Pending;
        }

        Tell(scene, "booking.followed", $"“{booking.Title}” was moved in {scene.Name}’s calendar, to {booking.When(time.Now())}. {Consequence(booking)}".TrimEnd());
    }

    private static string Consequence(Booking booking) =>
        booking.Marks.HasFlag(BookingMarks.Overlaps) ? "That time is held by another booking too." : "";

    private async Task CancelAsync(Scene scene, EventChange.Gone gone, CancellationToken cancellationToken)
    {
        var how = gone.Declined ? $"Declined in {scene.Name}’s calendar." : $"Deleted from {scene.Name}’s calendar.";
        (scene.Booking.Status, scene.Booking.CancelReason, scene.Booking.Marks) = (BookingStatus.Cancelled, how, BookingMarks.None);
        await EndBooking.ReleaseAsync(scene.Db, scene.Booking, cancellationToken);
        Tell(scene, "booking.cancelled", $"“{scene.Booking.Title}” on {scene.Booking.When(time.Now())} was cancelled. {how}");
    }

    private void Ask(Scene scene, EventChange change)
    {
        var (booking, moved) = (scene.Booking, change as EventChange.Moved);
        scene.Host.Noticed = change.Key;
        booking.Marks |= moved is null ? BookingMarks.Gone : BookingMarks.MovedAway;
        var what = moved is null ? $"no longer stands in {scene.Name}’s calendar" : $"was moved in {scene.Name}’s calendar";
        Tell(scene, "booking.asked", $"“{booking.Title}” on {booking.When(time.Now())} {what}. Decide what holds.");
    }

    private static void Tell(Scene scene, string kind, string text)
    {
        scene.Db.LogBooking(scene.Booking, scene.Hosts, kind, text, "Integrations");
        scene.Db.TellOfBooking(scene.Booking, scene.Hosts.Append(scene.Booking.BookedBy), kind, text);
    }

    private static Window Touched(Booking booking, EventChange change) => change is EventChange.Moved moved
        ? new Window(Instant.Min(booking.Start, moved.To.Start), Instant.Max(booking.End, moved.To.End))
        : new Window(booking.Start, booking.End);

    private sealed record Scene(AppDbContext Db, Booking Booking, BookingHost Host, IReadOnlyList<Guid> Hosts, string Name);
}
