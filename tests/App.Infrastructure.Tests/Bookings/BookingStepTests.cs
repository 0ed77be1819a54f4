using App.Domain;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Bookings;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Tests.Providers;
using App.Infrastructure.Tests.Providers.GoogleCalendar;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Bookings;

/// <summary>What is done outside for a booking, against the sandbox, on every database.</summary>
public abstract class BookingStepTests(DatabaseProvider provider) : BookingSuite(provider)
{
    private const string Title = "Interview Priya Nair";

    private Guid _connection;
    private Instant _free;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _connection = await World.ConnectAndSyncAsync();
        _free = await FindFreeAsync();
    }

    [SkippableFact]
    public async Task A_booking_is_confirmed_once_its_events_stand_in_the_calendars()
    {
        var id = await BookAsync(Request(_free, Alice, Bob.Id) with
        {
            Attendees = [new Attendee("priya@candidates.example", "Priya")],
            Meeting = MeetingPreference.OwnLink,
            Link = "https://meet.example/priya",
            Location = "Room Elbe",
            Notes = "Second round.",
            Reminders = [30],
        });
        await RunStepsAsync();
        var booking = await ReadAsync(id);

        Assert.Equal(BookingStatus.Confirmed, booking.Status);
        Assert.Equal([StepStatus.Done, StepStatus.Skipped], booking.Steps.Select(s => s.Status));
        Assert.Equal("Bob Meyer has no calendar that bookings are written to.", booking.Steps[1].Note);
        await World.SyncNowAsync();
        var e = Assert.Single(await EventsAsync());
        Assert.Equal((_free, _free + Duration.FromMinutes(30), "Room Elbe"), (e.Start, e.End, e.Location));
        Assert.Equal("Second round.\n\nWith Bob Meyer.\n\nhttps://meet.example/priya", e.Description);
        Assert.Contains("priya@candidates.example", e.Attendees, StringComparison.Ordinal);
        Assert.Equal([30], await new GoogleVendor().RemindersAsync(World, new EventTarget("primary", e.ExternalId)));
        Assert.Equal(e.ExternalId, await World.ReadAsync(db => db.BookingHosts.Where(h => h.BookingId == id && h.MemberId == Alice).Select(h => h.ExternalId).SingleAsync()));
    }

    [SkippableFact]
    public async Task Its_own_event_coming_back_is_not_in_its_way()
    {
        var id = await BookAsync(Request(_free, Alice));
        await RunStepsAsync();
        await SyncAndFollowAsync();

        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id)).Status);
        Ok(await MoveAsync(id, At(_free, 25)));
        IsTaken(await TryBookAsync(Request(_free, Alice)));
    }

    [SkippableFact]
    public async Task A_moved_booking_moves_its_event_and_a_cancelled_one_deletes_it()
    {
        var id = await BookAsync(Request(_free, Alice));
        await RunStepsAsync();
        Ok(await MoveAsync(id, At(_free, 25)));
        Assert.Equal(BookingStatus.Pending, (await ReadAsync(id)).Status);
        await RunStepsAsync();
        await World.SyncNowAsync();
        Assert.Equal(_free + Duration.FromMinutes(25), Assert.Single(await EventsAsync()).End);
        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id)).Status);

        Ok(await CancelAsync(id));
        await RunStepsAsync();
        await World.SyncNowAsync();
        Assert.Empty(await EventsAsync());
        Assert.Equal((BookingStatus.Cancelled, StepStatus.Undone), ((await ReadAsync(id)).Status, (await ReadAsync(id)).Steps[0].Status));
    }

    [SkippableFact]
    public async Task A_worker_that_dies_after_the_vendor_answered_leaves_nothing_twice()
    {
        var id = await BookAsync(Request(_free, Alice));
        await DieDuringAsync(HttpMethod.Post);
        Assert.Equal(BookingStatus.Pending, (await ReadAsync(id)).Status);
        Assert.Empty(await World.Get<StepClaims>().ClaimDueAsync(10, default));

        await PassLeaseAsync();
        await RunStepsAsync();
        await World.SyncNowAsync();
        Assert.Single(await EventsAsync());
        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id)).Status);
    }

    [SkippableFact]
    public async Task What_was_moved_while_the_first_answer_was_lost_stands_where_it_was_moved_to()
    {
        var id = await BookAsync(Request(_free, Alice));
        await DieDuringAsync(HttpMethod.Post);
        Ok(await MoveAsync(id, At(_free, 20)));
        await PassLeaseAsync();
        await RunStepsAsync();
        await World.SyncNowAsync();

        Assert.Equal(_free + Duration.FromMinutes(20), Assert.Single(await EventsAsync()).End);
        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id)).Status);
    }

    [SkippableFact]
    public async Task What_was_cancelled_while_the_first_answer_was_lost_is_deleted()
    {
        var id = await BookAsync(Request(_free, Alice));
        await DieDuringAsync(HttpMethod.Post);
        Ok(await CancelAsync(id));
        await PassLeaseAsync();
        await DieDuringAsync(HttpMethod.Delete);
        await PassLeaseAsync();
        await RunStepsAsync();
        await World.SyncNowAsync();

        Assert.Empty(await EventsAsync());
        Assert.Equal(StepStatus.Undone, (await ReadAsync(id)).Steps[0].Status);
    }

    [SkippableFact]
    public async Task What_was_cancelled_before_anything_was_begun_asks_no_vendor()
    {
        var id = await BookAsync(Request(_free, Alice));
        Ok(await CancelAsync(id));
        await World.Control.ClearRequestsAsync();
        await RunStepsAsync();

        Assert.Equal((StepStatus.Undone, "Nothing was written."), ((await ReadAsync(id)).Steps[0].Status, (await ReadAsync(id)).Steps[0].Note));
    }

    [SkippableFact]
    public async Task A_late_worker_saves_nothing()
    {
        var id = await BookAsync(Request(_free, Alice));
        var late = Assert.Single(await World.Get<StepClaims>().ClaimDueAsync(10, default));
        await PassLeaseAsync();
        await RunStepsAsync();
        var before = await ReadAsync(id);
        await World.Get<RunStep>().RunAsync(late, default);

        Assert.Equal(before.Steps[0], (await ReadAsync(id)).Steps[0]);
        await World.SyncNowAsync();
        Assert.Single(await EventsAsync());
    }

    [SkippableFact]
    public async Task An_outage_is_waited_for_and_said_and_a_retry_by_hand_goes_at_once()
    {
        await World.Control.AddFaultAsync(new { kind = "error500" });
        var id = await BookAsync(Request(_free, Alice));
        await RunStepsAsync();
        var waiting = (await ReadAsync(id)).Steps[0];
        Assert.Equal((StepStatus.Waiting, "unavailable", 1), (waiting.Status, waiting.ErrorCode, waiting.Failures));
        Assert.True(waiting.DueAt > Domain.Time.Clock.Now(World.Time));

        await World.Control.ClearFaultsAsync();
        Ok(await World.Get<RetryBooking>().RunAsync(World.Alice, id, default));
        await RunStepsAsync();
        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id)).Status);
    }

    [SkippableFact]
    public async Task Access_that_ended_is_waited_for_until_it_is_back()
    {
        var id = await BookAsync(Request(_free, Alice));
        await World.Control.RevokeAsync(World.Email);
        await RunStepsAsync();
        var step = (await ReadAsync(id)).Steps[0];
        Assert.Equal((BookingStatus.Pending, StepStatus.Waiting, "needs_reconnect"), ((await ReadAsync(id)).Status, step.Status, step.ErrorCode));

        await World.ConnectAsync(revive: _connection);
        Ok(await World.Get<RetryBooking>().RunAsync(World.Alice, id, default));
        await RunStepsAsync();
        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id)).Status);
    }

    [SkippableFact]
    public async Task What_a_vendor_refuses_is_told_and_repeated_only_by_hand()
    {
        var wire = new Wire { Answer = r => IsWrite(r) ? Wire.Json("""{"error":{"code":400,"message":"Bad Request","errors":[{"reason":"invalid"}]}}""", System.Net.HttpStatusCode.BadRequest) : null };
        var id = await BookAsync(Request(_free, Alice));
        await RunStepsAsync(Hub(wire));
        Assert.Equal(StepStatus.Failed, (await ReadAsync(id)).Steps[0].Status);
        Assert.Equal(1, await World.ToldAsync("booking.step_failed"));
        World.Time.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await World.Get<StepClaims>().ClaimDueAsync(10, default));

        Ok(await World.Get<RetryBooking>().RunAsync(World.Alice, id, default));
        await RunStepsAsync();
        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id)).Status);
    }

    [SkippableFact]
    public async Task A_paused_connection_is_not_asked_and_a_disconnected_one_is_left()
    {
        Ok(await World.Get<PauseConnection>().RunAsync(World.Alice, _connection, null, default));
        await using (var db = World.Get<AppDatabase>().ForSystem("test"))
        {
            await db.Calendars.ExecuteUpdateAsync(s => s.SetProperty(c => c.Blocks, false));
        }

        var id = await BookAsync(Request(_free, Alice));
        await RunStepsAsync();
        Assert.Equal("paused", (await ReadAsync(id)).Steps[0].ErrorCode);

        Ok(await World.Get<DisconnectConnection>().RunAsync(World.Alice, _connection, null, default));
        Ok(await World.Get<RetryBooking>().RunAsync(World.Alice, id, default));
        await RunStepsAsync();
        Assert.Equal((BookingStatus.Confirmed, StepStatus.Skipped), ((await ReadAsync(id)).Status, (await ReadAsync(id)).Steps[0].Status));
    }

    [SkippableFact]
    public async Task A_retry_of_a_refused_change_makes_no_second_event()
    {
        var id = await BookAsync(Request(_free, Alice));
        await RunStepsAsync();
        var wire = new Wire { Answer = r => r.Method == HttpMethod.Patch ? Wire.Json("""{"error":{"code":400,"message":"Bad Request","errors":[{"reason":"invalid"}]}}""", System.Net.HttpStatusCode.BadRequest) : null };
        var hub = Hub(wire);
        Ok(await MoveAsync(id, At(_free, 20)));
        await RunStepsAsync(hub);
        Assert.Equal(StepStatus.Failed, (await ReadAsync(id)).Steps[0].Status);

        wire.Answer = null;
        Ok(await World.Get<RetryBooking>().RunAsync(World.Alice, id, default));
        await RunStepsAsync(hub);
        await World.SyncNowAsync();
        Assert.DoesNotContain(wire.Sent, IsWrite);
        Assert.Equal(_free + Duration.FromMinutes(20), Assert.Single(await EventsAsync()).End);
    }

    [SkippableFact]
    public async Task A_vendor_that_does_not_answer_keeps_a_step_no_longer_than_its_lease()
    {
        var id = await BookAsync(Request(_free, Alice));
        var hub = Hub(new Wire { Before = r => { World.Time.Advance(IsWrite(r) ? TimeSpan.FromSeconds(150) : TimeSpan.Zero); return Task.CompletedTask; } });
        var claim = Assert.Single(await hub.GetRequiredService<StepClaims>().ClaimDueAsync(10, default));
        await hub.GetRequiredService<RunStep>().RunAsync(claim, default);

        Assert.Equal((StepStatus.Waiting, "unavailable"), ((await ReadAsync(id)).Steps[0].Status, (await ReadAsync(id)).Steps[0].ErrorCode));
    }

    [SkippableFact]
    public async Task An_event_that_came_to_be_after_it_was_taken_back_is_taken_back_again()
    {
        var id = await BookAsync(Request(_free, Alice));
        var hub = Hub(new Wire { Before = r => IsWrite(r) ? OvertakeAsync(id) : Task.CompletedTask });
        await hub.GetRequiredService<RunStep>().RunAsync(Assert.Single(await hub.GetRequiredService<StepClaims>().ClaimDueAsync(10, default)), default);
        await World.SyncNowAsync();
        Assert.Single(await EventsAsync());

        await RunStepsAsync();
        await World.SyncNowAsync();
        Assert.Empty(await EventsAsync());
        Assert.Equal(StepStatus.Undone, (await ReadAsync(id)).Steps[0].Status);
    }

    [SkippableFact]
    public async Task What_was_never_written_is_told_when_its_time_is_over()
    {
        await World.Control.AddFaultAsync(new { kind = "error500" });
        var id = await BookAsync(Request(_free, Alice));
        await RunStepsAsync();
        World.Time.AdvanceTo((_free + Duration.FromHours(1)).ToDateTimeOffset());
        await World.Get<CompleteBookings>().RunAsync(default);

        Assert.Equal((BookingStatus.Completed, StepStatus.Failed, 1), ((await ReadAsync(id)).Status, (await ReadAsync(id)).Steps[0].Status, await World.ToldAsync("booking.step_failed")));
    }

    /// <summary>Another worker takes the step over while the vendor is asked, finds the booking cancelled, and nothing to delete yet.</summary>
    private async Task OvertakeAsync(Guid id)
    {
        await using (var db = World.Get<AppDatabase>().ForSystem("test"))
        {
            await db.BookingSteps.Where(s => s.BookingId == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.LeaseUntil, (Instant?)null));
        }

        Ok(await CancelAsync(id));
        await RunStepsAsync();
        Assert.Equal(StepStatus.Undone, (await ReadAsync(id)).Steps[0].Status);
    }

    /// <summary>The vendor has done what it was asked; the process never hears of it.</summary>
    private async Task DieDuringAsync(HttpMethod method)
    {
        using var death = new CancellationTokenSource();
        var hub = Hub(new Wire { After = r => r.Method == method && r.RequestUri!.AbsolutePath.Contains("/events", StringComparison.Ordinal) ? death.CancelAsync() : Task.CompletedTask });
        var claim = Assert.Single(await hub.GetRequiredService<StepClaims>().ClaimDueAsync(10, default));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hub.GetRequiredService<RunStep>().RunAsync(claim, death.Token));
    }

    private IServiceProvider Hub(Wire wire) => World.NewHub(s => s.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => wire));

    private async Task PassLeaseAsync()
    {
        World.Time.Advance(TimeSpan.FromMinutes(4));
        await World.SyncNowAsync();
    }

    private static bool IsWrite(HttpRequestMessage request) => request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal);

    private Task<List<CalendarEvent>> EventsAsync() => World.ReadAsync(db => db.Events.Where(e => e.Title == Title).ToListAsync());
}

public sealed class BookingStepOnSqliteTests() : BookingStepTests(DatabaseProvider.Sqlite);

public sealed class BookingStepOnPostgreSqlTests() : BookingStepTests(DatabaseProvider.PostgreSql)
{
    [SkippableFact]
    public async Task A_step_begins_after_whoever_holds_its_booking()
    {
        var id = await BookAsync(Request(await FindFreeAsync(), Alice));
        var claim = Assert.Single(await World.Get<StepClaims>().ClaimDueAsync(10, default));
        await using var db = World.Get<AppDatabase>().ForSystem("test");
        await using var write = await db.BeginWriteAsync(default);
        await db.LockBookingAsync(id, default);
        await db.BookingHosts.Where(h => h.BookingId == id).ExecuteUpdateAsync(s => s.SetProperty(h => h.Noticed, (string?)null));
        var running = Task.Run(() => World.Get<RunStep>().RunAsync(claim, default));
        await Eventually.HoldsAsync("the step waiting", () => World.ReadAsync(other => other.Database.SqlQuery<bool>($"""SELECT count(*) > 0 AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'""").SingleAsync()));
        await db.BookingSteps.Where(s => s.BookingId == id).WantAgainAsync(Domain.Time.Clock.Now(World.Time), undo: false, default);
        await write.CommitAsync(default);
        await running;
        Assert.Null((await ReadAsync(id)).Steps[0].ErrorCode);

        await RunStepsAsync();
        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id)).Status);
    }
}
