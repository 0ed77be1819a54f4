using App.Domain;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Infrastructure.Bookings;
using App.Infrastructure.Bookings.ComeBack;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Tests.Providers.GoogleCalendar;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Bookings;

/// <summary>Changes made in a host's calendar come back to the booking, on every database.</summary>
public abstract class ComeBackTests(DatabaseProvider provider) : BookingSuite(provider)
{
    private readonly GoogleVendor _vendor = new();
    private Instant _free;
    private Guid _id;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await World.ConnectAndSyncAsync();
        _free = await FindFreeAsync();
        _id = await BookAsync(Request(_free, Alice, Bob.Id) with { Time = At(_free, 60) });
        await RunStepsAsync();
        await SyncAndFollowAsync();
        Assert.Equal((_free, BookingStatus.Confirmed), await StandsAsync());
    }

    [SkippableFact]
    public async Task An_event_moved_in_the_calendar_moves_the_booking_and_all_of_its_hosts()
    {
        var to = _free + Duration.FromDays(7);
        await _vendor.MoveAsync(World, await EventAsync(), to);
        await SyncAndFollowAsync();
        var booking = await ReadAsync(_id);

        Assert.Equal((to, to + Duration.FromHours(1), BookingMarks.None), (booking.Start, booking.End, booking.Marks));
        Assert.Equal((BookingStatus.Confirmed, 24), (booking.Status, await CellsAsync(_id)));
        Assert.All(await World.ReadAsync(db => db.BookingHosts.Where(h => h.BookingId == _id).ToListAsync()), h => Assert.Equal(to, h.Start));
        Assert.Equal(2, await World.ToldAsync("booking.followed"));
        Ok(await TryBookAsync(Request(_free, Bob.Id)));
        IsTaken(await TryBookAsync(Request(to, Bob.Id)));

        await SyncAndFollowAsync();
        Assert.Equal(booking.Version, (await ReadAsync(_id)).Version);
    }

    [SkippableFact]
    public async Task An_event_moved_off_the_grid_takes_whole_cells_and_says_so()
    {
        var to = _free + Duration.FromDays(7) + Duration.FromMinutes(2);
        await _vendor.MoveAsync(World, await EventAsync(), to);
        await SyncAndFollowAsync();

        Assert.Equal((to, BookingMarks.OffGrid, 26), ((await ReadAsync(_id)).Start, (await ReadAsync(_id)).Marks, await CellsAsync(_id)));
        IsTaken(await TryBookAsync(Request(to - Duration.FromMinutes(2), Bob.Id) with { Time = At(to - Duration.FromMinutes(2), 5) }));
    }

    [SkippableFact]
    public async Task An_event_moved_onto_another_booking_wins_and_is_marked_and_the_other_keeps_its_cells()
    {
        var to = _free + Duration.FromDays(7);
        var other = await BookAsync(Request(to + Duration.FromMinutes(30), Bob.Id));
        var version = await BusyVersionAsync();
        await _vendor.MoveAsync(World, await EventAsync(), to);
        await SyncAndFollowAsync();

        Assert.Equal((to, BookingMarks.Overlaps, 18), ((await ReadAsync(_id)).Start, (await ReadAsync(_id)).Marks, await CellsAsync(_id)));
        Assert.Equal(6, await CellsAsync(other));
        Assert.True(await BusyVersionAsync() > version);

        Ok(await MoveAsync(_id, At(_free, 60)));
        Assert.Equal((BookingMarks.None, 24), ((await ReadAsync(_id)).Marks, await CellsAsync(_id)));
    }

    [SkippableFact]
    public async Task An_event_deleted_from_the_calendar_cancels_the_booking()
    {
        await _vendor.DeleteAsync(World, await EventAsync());
        await SyncAndFollowAsync();
        var booking = await ReadAsync(_id);

        Assert.Equal((BookingStatus.Cancelled, "Deleted from Alice Keller’s calendar.", 0), (booking.Status, booking.CancelReason, await CellsAsync()));
        Assert.All(booking.Steps, s => Assert.Equal(StepStatus.Undone, s.Status));
        Assert.Equal(2, await World.ToldAsync("booking.cancelled"));
    }

    [SkippableFact]
    public async Task A_copy_that_is_older_than_what_was_written_says_nothing()
    {
        Ok(await MoveAsync(_id, At(_free, 30)));
        await RunStepsAsync();
        await World.Get<FollowCalendars>().RunAsync(null, default);
        Assert.Equal(_free + Duration.FromMinutes(30), (await ReadAsync(_id)).End);
        await SyncAndFollowAsync();
        Assert.Equal(_free + Duration.FromMinutes(30), (await ReadAsync(_id)).End);
    }

    [SkippableFact]
    public async Task Where_people_are_asked_they_are_asked_once_and_the_booking_stays()
    {
        var hub = Hub(CalendarChanges.Ask);
        await _vendor.MoveAsync(World, await EventAsync(), _free + Duration.FromDays(7));
        await SyncAndFollowAsync(hub);
        await SyncAndFollowAsync(hub);
        var booking = await ReadAsync(_id);
        Assert.Equal((_free, BookingMarks.MovedAway, 24), (booking.Start, booking.Marks, await CellsAsync(_id)));
        Assert.Equal(2, await World.ToldAsync("booking.asked"));

        Ok(await World.Get<RetryBooking>().RunAsync(World.Alice, _id, default));
        await RunStepsAsync();
        await SyncAndFollowAsync(hub);
        Assert.Equal((BookingMarks.None, BookingStatus.Confirmed), ((await ReadAsync(_id)).Marks, (await ReadAsync(_id)).Status));
        Assert.Equal(_free, await World.ReadAsync(db => db.Events.Where(e => e.Title == booking.Title).Select(e => e.Start).SingleAsync()));
    }

    [SkippableFact]
    public async Task Where_people_are_asked_an_event_put_back_settles_it()
    {
        var hub = Hub(CalendarChanges.Ask);
        await _vendor.MoveAsync(World, await EventAsync(), _free + Duration.FromDays(7));
        await SyncAndFollowAsync(hub);
        await _vendor.MoveAsync(World, await EventAsync(), _free);
        await SyncAndFollowAsync(hub);

        Assert.Equal((_free, BookingMarks.None), ((await ReadAsync(_id)).Start, (await ReadAsync(_id)).Marks));
    }

    [SkippableFact]
    public async Task Where_calendars_are_ignored_the_booking_stays_and_nobody_is_told()
    {
        var hub = Hub(CalendarChanges.Ignore);
        await _vendor.DeleteAsync(World, await EventAsync());
        await SyncAndFollowAsync(hub);

        Assert.Equal((_free, BookingStatus.Confirmed), await StandsAsync());
        Assert.Equal(0, await World.ReadAsync(db => db.Notifications.CountAsync()));
    }

    [SkippableFact]
    public async Task A_booking_that_moved_here_meanwhile_does_not_follow()
    {
        await _vendor.MoveAsync(World, await EventAsync(), _free + Duration.FromDays(7));
        World.Time.Advance(TimeSpan.FromSeconds(1));
        await World.SyncNowAsync();
        Ok(await MoveAsync(_id, At(_free, 30)));
        await World.Get<FollowCalendars>().RunAsync(null, default);
        await RunStepsAsync();
        await SyncAndFollowAsync();

        var booking = await ReadAsync(_id);
        Assert.Equal((_free, _free + Duration.FromMinutes(30), BookingStatus.Confirmed), (booking.Start, booking.End, booking.Status));
    }

    [SkippableFact]
    public async Task A_reschedule_that_came_between_finding_a_change_and_following_it_holds()
    {
        await _vendor.MoveAsync(World, await EventAsync(), _free + Duration.FromDays(7));
        var change = await FindAsync();
        Ok(await MoveAsync(_id, At(_free, 30)));
        await World.Get<FollowChange>().RunAsync(change, default);
        await RunStepsAsync();
        await SyncAndFollowAsync();

        Assert.Equal((_free, _free + Duration.FromMinutes(30), BookingStatus.Confirmed), ((await ReadAsync(_id)).Start, (await ReadAsync(_id)).End, (await ReadAsync(_id)).Status));
    }

    [SkippableFact]
    public async Task A_change_that_two_nodes_found_is_followed_and_told_once()
    {
        await _vendor.MoveAsync(World, await EventAsync(), _free + Duration.FromDays(7));
        var change = await FindAsync();
        await World.Get<FollowChange>().RunAsync(change, default);
        await RunStepsAsync();
        var version = (await ReadAsync(_id)).Version;
        await World.Get<FollowChange>().RunAsync(change, default);

        Assert.Equal((version, 2), ((await ReadAsync(_id)).Version, await World.ToldAsync("booking.followed")));
    }

    [SkippableFact]
    public async Task A_calendar_that_is_disconnected_meanwhile_cancels_nothing()
    {
        await _vendor.DeleteAsync(World, await EventAsync());
        var change = await FindAsync();
        Assert.IsType<EventChange.Gone>(change);
        await DisconnectAsync();
        await World.Get<FollowChange>().RunAsync(change, default);

        Assert.Equal((_free, BookingStatus.Confirmed), await StandsAsync());
    }

    [SkippableFact]
    public async Task A_copy_whose_pass_began_within_the_difference_of_clocks_says_nothing_and_is_read_again_right_after()
    {
        Ok(await MoveAsync(_id, At(_free, 30)));
        await RunStepsAsync();
        await _vendor.MoveAsync(World, await EventAsync(), _free + Duration.FromDays(7));
        World.Time.Advance(TimeSpan.FromSeconds(30));
        await World.SyncNowAsync();
        await World.Get<FollowCalendars>().RunAsync(null, default);
        Assert.Equal((_free, BookingStatus.Confirmed), await StandsAsync());

        World.Time.Advance(TimeSpan.FromSeconds(32));
        Assert.NotEmpty(await World.SyncDueAsync());
        await World.Get<FollowCalendars>().RunAsync(null, default);
        Assert.Equal(_free + Duration.FromDays(7), (await ReadAsync(_id)).Start);
    }

    [SkippableFact]
    public async Task An_event_made_to_repeat_is_asked_about_and_its_series_is_never_deleted()
    {
        await _vendor.RepeatAsync(World, await EventAsync(), _free, 4);
        await SyncAndFollowAsync();
        await SyncAndFollowAsync();
        Assert.Equal((_free, BookingStatus.Confirmed), await StandsAsync());
        Assert.Equal((BookingMarks.Repeats, 2), ((await ReadAsync(_id)).Marks, await World.ToldAsync("booking.asked")));

        Ok(await CancelAsync(_id));
        await RunStepsAsync();
        await World.SyncNowAsync();
        Assert.Equal(4, await World.ReadAsync(db => db.Events.CountAsync(e => e.Title == "Interview Priya Nair")));
        Assert.Equal((StepStatus.Failed, "event_repeats"), ((await ReadAsync(_id)).Steps[0].Status, (await ReadAsync(_id)).Steps[0].ErrorCode));
    }

    [SkippableFact]
    public async Task An_event_moved_to_another_calendar_of_the_account_is_followed_there()
    {
        var (id, other) = (await EventAsync(), await AddCalendarAsync());
        await _vendor.DeleteAsync(World, id);
        await World.Control.AddEventAsync(World.Email, other.ExternalId, new { id, summary = "Interview Priya Nair", start = new { dateTime = _free.ToString() }, end = new { dateTime = (_free + Duration.FromHours(1)).ToString() } });
        await SyncAndFollowAsync();
        Assert.Equal((_free, BookingStatus.Confirmed), await StandsAsync());

        Ok(await CancelAsync(_id));
        await RunStepsAsync();
        await World.SyncNowAsync();
        Assert.Empty(await World.StoredIdsAsync(other.Id));
    }

    [SkippableFact]
    public async Task Nothing_is_said_to_be_deleted_before_the_other_calendars_of_the_account_are_read()
    {
        var other = await AddCalendarAsync();
        await _vendor.DeleteAsync(World, await EventAsync());
        World.Time.Advance(TimeSpan.FromMinutes(2));
        await World.SyncNowAsync();
        await using (var db = World.Get<AppDatabase>().ForSystem("test"))
        {
            await db.Calendars.Where(c => c.Id == other.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.TrueUpTo, _free - Duration.FromDays(30)));
        }

        await World.Get<FollowCalendars>().RunAsync(null, default);
        Assert.Equal((_free, BookingStatus.Confirmed), await StandsAsync());

        await World.SyncDueAsync();
        await World.Get<FollowCalendars>().RunAsync([other.Id], default);
        Assert.Equal(BookingStatus.Cancelled, (await ReadAsync(_id)).Status);
    }

    [SkippableFact]
    public async Task An_event_deleted_before_its_booking_was_moved_ends_the_booking()
    {
        await _vendor.DeleteAsync(World, await EventAsync());
        Ok(await MoveAsync(_id, At(_free, 30)));
        await RunStepsAsync();
        await World.Get<FollowCalendars>().RunAsync(null, default);
        Assert.Equal((StepStatus.Skipped, BookingStatus.Confirmed, _free + Duration.FromMinutes(30)), ((await ReadAsync(_id)).Steps[0].Status, (await ReadAsync(_id)).Status, (await ReadAsync(_id)).End));

        await SyncAndFollowAsync();
        Assert.Equal(BookingStatus.Cancelled, (await ReadAsync(_id)).Status);
    }

    [SkippableFact]
    public async Task What_one_calendar_settles_leaves_the_question_of_another_open()
    {
        var hub = Hub(CalendarChanges.Ask);
        await _vendor.MoveAsync(World, await EventAsync(), _free + Duration.FromDays(7));
        await SyncAndFollowAsync(hub);
        await using (var db = World.Get<AppDatabase>().ForSystem("test"))
        {
            await db.BookingHosts.Where(h => h.BookingId == _id && h.MemberId == Bob.Id).ExecuteUpdateAsync(s => s.SetProperty(h => h.Noticed, "deleted"));
            await db.Bookings.Where(b => b.Id == _id).ExecuteUpdateAsync(s => s.SetProperty(b => b.Marks, BookingMarks.MovedAway | BookingMarks.Gone));
        }

        await _vendor.MoveAsync(World, await EventAsync(), _free);
        await SyncAndFollowAsync(hub);
        var booking = await ReadAsync(_id);
        Assert.Equal((BookingMarks.Gone, Bob.Id), (booking.Marks, Assert.Single(booking.Changes).HostId));
    }

    [SkippableFact]
    public async Task A_move_that_was_asked_about_can_be_accepted()
    {
        var (hub, to) = (Hub(CalendarChanges.Ask), _free + Duration.FromDays(7));
        await _vendor.MoveAsync(World, await EventAsync(), to);
        await SyncAndFollowAsync(hub);
        Assert.Equal(new NoticedChange(Alice, "Alice Keller", NoticedKind.Moved, new Domain.Time.Window(to, to + Duration.FromHours(1))), Assert.Single((await ReadAsync(_id)).Changes));

        Assert.IsType<Failure.Stale>((await AcceptAsync(version: 99)).Failure);
        Assert.IsType<Failure.NotFound>((await AcceptAsync(World.Carol)).Failure);
        Ok(await AcceptAsync(Bob));
        await RunStepsAsync();
        var booking = await ReadAsync(_id);
        Assert.Equal((to, BookingMarks.None, BookingStatus.Confirmed, 24), (booking.Start, booking.Marks, booking.Status, await CellsAsync(_id)));
        Assert.Empty(booking.Changes);
        Assert.Equal("change_over", Assert.IsType<Failure.Conflict>((await AcceptAsync()).Failure).Code);
    }

    [SkippableFact]
    public async Task A_deletion_that_was_asked_about_can_be_accepted_while_it_is_so()
    {
        var hub = Hub(CalendarChanges.Ask);
        await _vendor.DeleteAsync(World, await EventAsync());
        await SyncAndFollowAsync(hub);
        Assert.Equal(NoticedKind.Deleted, Assert.Single((await ReadAsync(_id)).Changes).Kind);

        Ok(await AcceptAsync());
        Assert.Equal((BookingStatus.Cancelled, 0), ((await ReadAsync(_id)).Status, await CellsAsync(_id)));
    }

    private Task<Result<Done>> AcceptAsync(Actor? actor = null, long? version = null) => World.Get<AcceptChange>().RunAsync(actor ?? World.Alice, _id, Alice, version, default);

    /// <summary>What a pass a little later shows, found and not yet followed.</summary>
    private async Task<EventChange> FindAsync()
    {
        World.Time.Advance(TimeSpan.FromMinutes(2));
        await World.SyncNowAsync();
        return Assert.Single(await World.Get<FindChanges>().RunAsync((await World.PrimaryAsync()).Id, default));
    }

    private async Task DisconnectAsync() => Ok(await World.Get<DisconnectConnection>().RunAsync(World.Alice, (await World.PrimaryAsync()).ConnectionId, null, default));

    /// <summary>Another calendar of Alice's account, read once.</summary>
    private async Task<Calendar> AddCalendarAsync()
    {
        await World.Control.AddCalendarAsync(World.Email, new { summary = "Interviews" });
        await World.Get<RefreshCalendars>().RunAsync((await World.PrimaryAsync()).ConnectionId, default);
        await World.SyncDueAsync();
        return await World.ReadAsync(db => db.Calendars.SingleAsync(c => c.Name == "Interviews"));
    }

    private IServiceProvider Hub(CalendarChanges changes) => World.NewHub(s => s.Configure<BookingOptions>(o => o.CalendarChanges = changes));

    private Task<string> EventAsync() => World.ReadAsync(db => db.BookingHosts.Where(h => h.BookingId == _id && h.MemberId == Alice).Select(h => h.ExternalId!).SingleAsync());

    private Task<long> BusyVersionAsync() => World.ReadAsync(db => db.BusyStates.Where(s => s.MemberId == Bob.Id).Select(s => s.BusyVersion).SingleAsync());

    private async Task<(Instant, BookingStatus)> StandsAsync() => ((await ReadAsync(_id)).Start, (await ReadAsync(_id)).Status);
}

public sealed class ComeBackOnSqliteTests() : ComeBackTests(DatabaseProvider.Sqlite);

public sealed class ComeBackOnPostgreSqlTests() : ComeBackTests(DatabaseProvider.PostgreSql);
