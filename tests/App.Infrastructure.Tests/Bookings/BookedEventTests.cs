using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Infrastructure.Availability;
using App.Infrastructure.Bookings;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Interviews;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Bookings;

/// <summary>A booking's event, the copy of the calendar it stands in, and a calendar that comes and goes, on every database.</summary>
public abstract class BookedEventTests(DatabaseProvider provider) : BookingSuite(provider)
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
    public async Task A_calendar_that_is_connected_again_goes_on_with_its_events()
    {
        var id = await BookAsync(Request(_free, Alice));
        var gone = await BookAsync(Request(_free + Duration.FromDays(7), Alice) with { Title = "Interview Ben Okafor" });
        await RunStepsAsync();
        Ok(await World.Get<DisconnectConnection>().RunAsync(World.Alice, _connection, null, default));
        Ok(await MoveAsync(id, At(_free, 20)));
        Ok(await CancelAsync(gone));
        await RunStepsAsync();
        Assert.Equal((BookingStatus.Confirmed, StepStatus.Skipped), ((await ReadAsync(id)).Status, (await ReadAsync(id)).Steps[0].Status));

        await World.ConnectAndSyncAsync();
        await RunStepsAsync();
        await SyncAndFollowAsync();
        Assert.Equal(_free + Duration.FromMinutes(20), Assert.Single(await EventsAsync()).End);
        Assert.Equal((BookingStatus.Confirmed, StepStatus.Done), ((await ReadAsync(id)).Status, (await ReadAsync(id)).Steps[0].Status));
        Assert.Empty(await World.ReadAsync(db => db.Events.Where(e => e.Title == "Interview Ben Okafor").ToListAsync()));
        Ok(await MoveAsync(id, At(_free, 25)));
    }

    [SkippableFact]
    public async Task A_retry_chooses_another_calendar_where_the_first_is_no_longer_connected()
    {
        var id = await BookAsync(Request(_free, Alice));
        await RunStepsAsync();
        Ok(await World.Get<DisconnectConnection>().RunAsync(World.Alice, _connection, null, default));
        await World.ConnectAsync("alice.private@gmail.example");
        await World.SyncDueAsync();
        Ok(await World.Get<RetryBooking>().RunAsync(World.Alice, id, default));
        await RunStepsAsync();
        await World.SyncNowAsync();

        Assert.Equal(_free, Assert.Single(await EventsAsync()).Start);
        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id)).Status);
    }

    [SkippableFact]
    public async Task A_move_leaves_what_the_host_made_of_the_event()
    {
        var id = await BookAsync(Request(_free, Alice) with { Attendees = [new Attendee("priya@candidates.example")] });
        await RunStepsAsync();
        await World.SyncNowAsync();
        var stored = Assert.Single(await EventsAsync()).ExternalId;
        await World.Control.ChangeEventAsync(World.Email, "primary", stored, new { summary = "Priya, second round", attendees = new[] { new { email = "priya@candidates.example" }, new { email = "ben@northwind.example" } } });
        Ok(await MoveAsync(id, At(_free, 20)));
        await RunStepsAsync();
        await World.SyncNowAsync();

        var e = await World.ReadAsync(db => db.Events.SingleAsync(e => e.ExternalId == stored));
        Assert.Equal(("Priya, second round", _free + Duration.FromMinutes(20)), (e.Title, e.End));
        Assert.Contains("ben@northwind.example", e.Attendees, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_was_given_up_is_free_at_once_and_takes_place_no_more()
    {
        var (cancelled, moved) = (await BookAsync(Request(_free, Alice)), await BookAsync(Request(_free + Duration.FromDays(7), Alice)));
        await RunStepsAsync();
        await SyncAndFollowAsync();
        Ok(await CancelAsync(cancelled));
        Ok(await MoveAsync(moved, At(_free + Duration.FromDays(7) + Duration.FromMinutes(30))));

        Assert.Equal(2, (await EventsAsync()).Count);
        Assert.Empty(await World.ReadAsync(db => db.EventsOf(Alice).Where(e => e.Title == Title).ToListAsync()));
        Assert.Contains(await SlotsAsync(_free), s => s == _free);
        Ok(await TryBookAsync(Request(_free, Alice)));
        Ok(await TryBookAsync(Request(_free + Duration.FromDays(7), Alice)));
    }

    [SkippableFact]
    public async Task What_a_vendor_did_shows_in_the_copy_before_the_next_pass()
    {
        var id = await BookAsync(Request(_free, Alice));
        await RunStepsAsync();
        Assert.Equal(_free + Duration.FromMinutes(30), Assert.Single(await EventsAsync()).End);
        Ok(await MoveAsync(id, At(_free, 20)));
        await RunStepsAsync();
        Assert.Equal(_free + Duration.FromMinutes(20), Assert.Single(await EventsAsync()).End);
        Ok(await CancelAsync(id));
        await RunStepsAsync();
        Assert.Empty(await EventsAsync());
    }

    /// <summary>When Alice can be booked within half an hour from then.</summary>
    private async Task<IEnumerable<Instant>> SlotsAsync(Instant from)
    {
        var answer = Ok(await World.Get<ReadAvailability>().RunAsync(World.Alice, new AvailabilityQuery(from, from + Duration.FromMinutes(30), 30) { Step = 5 }, default));
        return answer.Slots.Where(s => s.Verdict == Domain.Availability.Verdict.Free).Select(s => s.Start);
    }

    private Task<List<CalendarEvent>> EventsAsync() => World.ReadAsync(db => db.Events.Where(e => e.Title == Title).ToListAsync());
}

public sealed class BookedEventOnSqliteTests() : BookedEventTests(DatabaseProvider.Sqlite);

public sealed class BookedEventOnPostgreSqlTests() : BookedEventTests(DatabaseProvider.PostgreSql);
