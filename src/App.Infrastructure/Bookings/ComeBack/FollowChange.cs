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
    private static readonly Failure.Conflict NoLonger = new("change_over", "The calendar no longer says that. Look at the booking again.");
    private static readonly Failure.Conflict CantFollow = new("change_unfit", "A booking can't be as its event is now. Write the event again, or cancel the booking.");

    public Task RunAsync(EventChange change, CancellationToken cancellationToken) => RunAsync(change, options.Value.CalendarChanges, cancellationToken);

    /// <summary>Follows a change that was asked about.</summary>
    internal Task<Result<Done>> AcceptAsync(EventChange change, CancellationToken cancellationToken) => RunAsync(change, null, cancellationToken);

    /// <param name="how">Null: somebody decided that it is followed.</param>
    private async Task<Result<Done>> RunAsync(EventChange change, CalendarChanges? how, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("following a change made in a calendar");
        var followed = await Contention.RunAsync<Done>(db, async _ => await TryAsync(db, change, how, cancellationToken));
        signal.Wake();
        return followed;
    }

    /// <summary>Null: the booking was moved since it was read, so it is begun again.</summary>
    private async Task<Result<Done>?> TryAsync(AppDbContext db, EventChange change, CalendarChanges? how, CancellationToken cancellationToken)
    {
        if (await db.Bookings.AsNoTracking().SingleOrDefaultAsync(b => b.Id == change.BookingId, cancellationToken) is not { } seen)
        {
            return NoLonger;
        }

        var hosts = await db.HostsOfAsync(change.BookingId, cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        foreach (var host in hosts)
        {
            await db.TouchBusyAsync(seen.OrganizationId, host.Id, Touched(seen, change), cancellationToken);
        }

        var booking = await db.LockBookingAsync(change.BookingId, cancellationToken);
        if (booking is not null && (booking.Start != seen.Start || booking.End != seen.End))
        {
            return null;
        }

        var rows = await db.BookingHosts.Where(h => h.BookingId == change.BookingId).ToListAsync(cancellationToken);
        if (booking is not { IsOpen: true } || rows.Find(h => h.MemberId == change.HostId) is not { } row || !await HoldsAsync(db, row, change, how, cancellationToken))
        {
            return NoLonger;
        }

        if (!await ApplyAsync(new Scene(db, booking, row, rows, hosts.Single(h => h.Id == change.HostId).Name), change, how, cancellationToken))
        {
            return CantFollow;
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return Result.Done;
    }

    /// <summary>Judged again now that nothing of it can change: the booking may have been moved, the change put back, followed or asked about, the calendar disconnected.</summary>
    private static async Task<bool> HoldsAsync(AppDbContext db, BookingHost host, EventChange change, CalendarChanges? how, CancellationToken cancellationToken) =>
        change.Key == host.Noticed == how is null && await db.CompareOneAsync(host, cancellationToken) == change;

    /// <returns>False: the booking can't be so.</returns>
    private async Task<bool> ApplyAsync(Scene scene, EventChange change, CalendarChanges? how, CancellationToken cancellationToken)
    {
        switch (change)
        {
            case EventChange.Settled:
                Settle(scene);
                return true;
            case EventChange.Transferred to:
                await RebindAsync(scene, to, cancellationToken);
                return true;
            case EventChange.Gone gone when how is null or CalendarChanges.Follow:
                await CancelAsync(scene, gone, cancellationToken);
                return true;
            case EventChange.Moved moved when how is null or CalendarChanges.Follow && moved.To.End > moved.To.Start && moved.To.End - moved.To.Start <= Booking.Longest:
                await MoveAsync(scene, moved.To, cancellationToken);
                return true;
            case var _ when how is null:
                return false;
            case var _ when how == CalendarChanges.Ignore:
                scene.Host.Noticed = change.Key;
                return true;
            default:
                Ask(scene, change);
                return true;
        }
    }

    /// <summary>What other hosts' calendars say is still to be decided.</summary>
    private static void Settle(Scene scene)
    {
        scene.Host.Noticed = null;
        var open = scene.Rows.Aggregate(BookingMarks.None, (marks, host) => marks | NoticedKey.MarkOf(host.Noticed));
        scene.Booking.Marks &= ~BookingMarks.Undecided | open;
    }

    /// <summary>It is the same event in another calendar of hers: the booking goes on with it there.</summary>
    private async Task RebindAsync(Scene scene, EventChange.Transferred to, CancellationToken cancellationToken)
    {
        var calendar = await scene.Db.Calendars.AsNoTracking().SingleAsync(c => c.Id == to.CalendarId, cancellationToken);
        var copy = await scene.Db.Events.AsNoTracking().SingleAsync(e => e.CalendarId == to.CalendarId && e.ExternalId == to.ExternalId, cancellationToken);
        (scene.Host.CalendarId, scene.Host.CalendarExternalId) = (calendar.Id, calendar.ExternalId);
        (scene.Host.ExternalId, scene.Host.SeriesId, scene.Host.ETag, scene.Host.Seen) = (copy.ExternalId, copy.SeriesId, copy.ETag, true);
        // What was to be changed and was not found where it had been is changed there.
        await scene.Db.BookingSteps.Where(s => s.BookingId == scene.Booking.Id && s.MemberId == scene.Host.MemberId && s.Status == StepStatus.Skipped && !s.Undo).WantAgainAsync(time.Now(), undo: false, cancellationToken);
    }

    private async Task MoveAsync(Scene scene, Window to, CancellationToken cancellationToken)
    {
        var (db, booking) = (scene.Db, scene.Booking);
        var before = new Window(booking.Start, booking.End);
        (booking.Start, booking.End) = (to.Start, to.End);
        await Cells.ReleaseAsync(db, booking.Id, cancellationToken);
        var hosts = scene.Rows.Where(h => h.Claims).Select(h => h.MemberId).ToList();
        var taken = await Cells.TakeAsync(db, booking, hosts, cancellationToken);
        booking.Marks = (TimeGrid.IsOn(to.Start) && TimeGrid.IsOn(to.End) ? BookingMarks.None : BookingMarks.OffGrid)
            | (taken == Cells.Count(booking, hosts.Count) ? BookingMarks.None : BookingMarks.Overlaps);
        foreach (var host in scene.Rows)
        {
            (host.Start, host.End, host.Noticed) = (to.Start, to.End, null);
        }

        var others = db.BookingSteps.Where(s => s.BookingId == booking.Id && s.MemberId != scene.Host.MemberId && !s.Undo);
        await others.WantAgainAsync(time.Now(), undo: false, cancellationToken);
        if (hosts.Count > 1)
        {
            booking.Status = BookingStatus.Pending;
        }

        await db.TellOfRescheduledAsync(booking, before, scene.By, cancellationToken);
        Tell(scene, "booking.followed", $"“{booking.Title}” was moved in {scene.Name}’s calendar, to {booking.When(time.Now())}. {Consequence(booking)}".TrimEnd());
    }

    private static string Consequence(Booking booking) =>
        booking.Marks.HasFlag(BookingMarks.Overlaps) ? "That time is held by another booking too." : "";

    private async Task CancelAsync(Scene scene, EventChange.Gone gone, CancellationToken cancellationToken)
    {
        var how = gone.Declined ? $"Declined in {scene.Name}’s calendar." : $"Deleted from {scene.Name}’s calendar.";
        var was = scene.Booking.Status;
        (scene.Booking.Status, scene.Booking.CancelReason, scene.Booking.Marks) = (BookingStatus.Cancelled, how, BookingMarks.None);
        await scene.Db.TellOfEndAsync(scene.Booking, was, scene.By, cancellationToken);
        await EndBooking.ReleaseAsync(scene.Db, scene.Booking, cancellationToken);
        Tell(scene, "booking.cancelled", $"“{scene.Booking.Title}” on {scene.Booking.When(time.Now())} was cancelled. {how}");
    }

    private void Ask(Scene scene, EventChange change)
    {
        var booking = scene.Booking;
        scene.Host.Noticed = change.Key;
        booking.Marks |= NoticedKey.MarkOf(change.Key);
        var what = change switch
        {
            EventChange.Moved => $"was moved in {scene.Name}’s calendar",
            EventChange.Repeats => $"was made to repeat in {scene.Name}’s calendar",
            _ => $"no longer stands in {scene.Name}’s calendar",
        };
        Tell(scene, "booking.asked", $"“{booking.Title}” on {booking.When(time.Now())} {what}. Decide what holds.");
    }

    private static void Tell(Scene scene, string kind, string text)
    {
        var hosts = scene.Rows.Select(h => h.MemberId).ToList();
        scene.Db.LogBooking(scene.Booking, hosts, kind, text, "Integrations");
        scene.Db.TellOfBooking(scene.Booking, hosts.Append(scene.Booking.BookedBy), kind, text);
    }

    private static Window Touched(Booking booking, EventChange change) => change is EventChange.Moved moved
        ? new Window(Instant.Min(booking.Start, moved.To.Start), Instant.Max(booking.End, moved.To.End))
        : new Window(booking.Start, booking.End);

    private sealed record Scene(AppDbContext Db, Booking Booking, BookingHost Host, List<BookingHost> Rows, string Name)
    {
        public Changer By => Changer.InCalendarOf(Host.MemberId, Name);
    }
}
