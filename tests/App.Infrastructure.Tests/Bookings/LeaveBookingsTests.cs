using System.Text.Json.Nodes;
using App.Domain;
using App.Domain.Bookings;
using App.Domain.Organizations;
using App.Infrastructure.Bookings;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Bookings;

/// <summary>What becomes of bookings whose host is removed, against the sandbox, on every database.</summary>
public abstract class LeaveBookingsTests(DatabaseProvider provider) : BookingSuite(provider)
{
    private const string BobsEmail = "bob@northwind.example";
    private const string Guest = "priya@candidates.example";

    private Actor.Person _olivia = null!;
    private Instant _free;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _olivia = await JoinAsync("Olivia Owner", Role.Owner);
        await World.ConnectAndSyncAsync();
        _free = await FindFreeAsync();
    }

    [SkippableFact]
    public async Task What_she_hosts_alone_is_cancelled_her_event_deleted_and_whoever_booked_it_told()
    {
        var id = await BookAsync(Request(_free, Alice), Bob);
        await RunStepsAsync();
        Assert.Equal(1, await VendorsEventsAsync());

        await RemoveAliceAsync();

        var left = await ReadAsync(id, Bob);
        Assert.Equal((BookingStatus.Cancelled, "Alice Keller has left the organization.", 0), (left.Status, left.CancelReason, await CellsAsync()));
        Assert.Equal((StepStatus.Undone, 0), (Assert.Single(left.Steps).Status, await VendorsEventsAsync()));
        Assert.Equal([Bob.Id], await ToldAsync("booking.cancelled"));
    }

    [SkippableFact]
    public async Task What_others_host_too_goes_on_without_her()
    {
        var id = await BookAsync(Request(_free, Alice, Bob.Id) with { Attendees = [new Attendee("priya@candidates.example")] }, Bob);
        await RunStepsAsync();

        await RemoveAliceAsync();

        var left = await ReadAsync(id, Bob);
        Assert.Equal((Bob.Id, Bob.Id, 6), (Assert.Single(left.Hosts).Id, Assert.Single(left.Steps).HostId, await CellsAsync()));
        Assert.Equal([Bob.Id], await ToldAsync("booking.host_left"));
        Assert.Equal(0, await VendorsEventsAsync());
        await RunStepsAsync();
        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id, Bob)).Status);
        Ok(await MoveAsync(id, At(_free + Duration.FromMinutes(15)), Bob));
    }

    [SkippableFact]
    public async Task Whoever_goes_on_hosting_invites_the_guests_and_her_event_names_nobody_who_left()
    {
        await World.ConnectAsync(BobsEmail, actor: Bob);
        Assert.All(await World.SyncDueAsync(), r => Assert.True(r.IsOk, r.Failure?.ToString()));
        var request = Request(await FindFreeAsync(Alice, Bob.Id), Alice, Bob.Id) with { Attendees = [new Attendee(Guest)], Notes = "Second round." };
        var id = await BookAsync(request, Bob);
        await RunStepsAsync();
        Assert.Equal(("", "Second round.\n\nWith Alice Keller, priya@candidates.example."), await BobsEventAsync());

        await RemoveAliceAsync();
        await RunStepsAsync();

        Assert.Equal((Guest, "Second round."), await BobsEventAsync());
        Assert.Equal((BookingStatus.Confirmed, 0), ((await ReadAsync(id, Bob)).Status, await World.ReadAsync(db => db.BookingSteps.CountAsync(s => s.People))));
    }

    [SkippableFact]
    public async Task An_event_that_invites_already_is_left_as_its_host_has_it()
    {
        await World.ConnectAsync(BobsEmail, actor: Bob);
        Assert.All(await World.SyncDueAsync(), r => Assert.True(r.IsOk, r.Failure?.ToString()));
        var id = await BookAsync(Request(await FindFreeAsync(Alice, Bob.Id), Bob.Id, Alice) with { Attendees = [new Attendee(Guest)] }, Bob);
        await RunStepsAsync();
        var events = await VendorsAsync(BobsEmail);
        await World.Control.ChangeEventAsync(BobsEmail, "primary", (string)Assert.Single(events)["id"]!, new { description = "Bring the portfolio.", attendees = new[] { new { email = "dana@northwind.example" } } });

        await RemoveAliceAsync();
        await RunStepsAsync();

        Assert.Equal(("dana@northwind.example", "Bring the portfolio."), await BobsEventAsync());
        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id, Bob)).Status);
    }

    [SkippableFact]
    public async Task Guests_are_invited_also_when_whoever_invites_next_was_away_just_then()
    {
        var account = (await World.ConnectAsync(BobsEmail, actor: Bob)).ConnectionId!.Value;
        Assert.All(await World.SyncDueAsync(), r => Assert.True(r.IsOk, r.Failure?.ToString()));
        var id = await BookAsync(Request(await FindFreeAsync(Alice, Bob.Id), Alice, Bob.Id) with { Attendees = [new Attendee(Guest)] }, Bob);
        await RunStepsAsync();
        Ok(await World.Get<DisconnectConnection>().RunAsync(Bob, account, null, default));

        await RemoveAliceAsync();
        await RunStepsAsync();
        await World.ConnectAsync(BobsEmail, actor: Bob);
        await World.SyncDueAsync();
        await RunStepsAsync();

        Assert.Equal((Guest, ""), await BobsEventAsync());
        Assert.Equal(BookingStatus.Confirmed, (await ReadAsync(id, Bob)).Status);
    }

    [SkippableFact]
    public async Task What_was_cut_short_is_taken_up_and_what_is_over_stays()
    {
        var over = await BookAsync(Request(_free, Alice));
        World.Time.AdvanceTo((_free + Duration.FromHours(1)).ToDateTimeOffset());
        await World.Get<CompleteBookings>().RunAsync(default);
        Assert.All(await World.SyncNowAsync(), r => Assert.True(r.IsOk, r.Failure?.ToString()));
        var id = await BookAsync(Request(await FindFreeAsync() + Duration.FromDays(7), Bob.Id, Alice), Bob);
        await World.ReadAsync(db => db.Members.Where(m => m.Id == Alice).ExecuteUpdateAsync(s => s.SetProperty(m => m.RemovedAt, Domain.Time.Clock.Now(World.Time))));

        var finish = new FinishRemovals(World.Get<AppDatabase>(), World.Hub.GetServices<IMemberLeaving>());
        Assert.Equal((1, 0), (await finish.RunAsync(default), await finish.RunAsync(default)));

        Assert.Equal(Bob.Id, Assert.Single((await ReadAsync(id, Bob)).Hosts).Id);
        var done = await ReadAsync(over, _olivia);
        Assert.Equal((BookingStatus.Completed, Alice), (done.Status, Assert.Single(done.Hosts).Id));
    }

    /// <summary>Whom it invites, and what it says.</summary>
    private async Task<(string Invited, string Text)> BobsEventAsync()
    {
        var found = Assert.Single(await VendorsAsync(BobsEmail));
        return (string.Join(' ', found["attendees"]?.AsArray().Select(a => (string?)a!["email"]).Where(e => e != BobsEmail) ?? []), (string?)found["description"] ?? "");
    }

    private async Task RemoveAliceAsync() =>
        Ok(await new RemoveMember(World.Get<AppDatabase>(), World.Hub.GetServices<IMemberLeaving>(), World.Time).RunAsync(_olivia, Alice, null, default));

    private Task<Guid[]> ToldAsync(string kind) => World.ReadAsync(db => db.Notifications.Where(n => n.Kind == kind).Select(n => n.MemberId).ToArrayAsync());

    private async Task<int> VendorsEventsAsync() => (await VendorsAsync(World.Email)).Count;

    private async Task<List<JsonNode>> VendorsAsync(string account) =>
        [.. (await World.Control.EventsAsync(account, "primary"))["items"]!.AsArray().Where(e => (string?)e!["summary"] == "Interview Priya Nair" && (string?)e["status"] != "cancelled").Select(e => e!)];
}

public sealed class LeaveBookingsOnSqliteTests() : LeaveBookingsTests(DatabaseProvider.Sqlite);

public sealed class LeaveBookingsOnPostgreSqlTests() : LeaveBookingsTests(DatabaseProvider.PostgreSql);
