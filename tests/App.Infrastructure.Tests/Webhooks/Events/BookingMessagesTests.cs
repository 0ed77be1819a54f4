using App.Domain;
using App.Domain.Bookings;
using App.Domain.Organizations;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Bookings;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Tests.Bookings;
using App.Infrastructure.Tests.Providers.GoogleCalendar;
using App.Infrastructure.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Tests.Webhooks.Events;

/// <summary>What endpoints are told of bookings, on every database.</summary>
public abstract class BookingMessagesTests(DatabaseProvider provider) : BookingSuite(provider)
{
    [SkippableFact]
    public async Task A_booking_is_told_with_what_is_pending_and_confirmed_when_nothing_is()
    {
        var id = await BookAsync(Request(Tuesday, Bob.Id, Alice) with { Attendees = [new Attendee("priya@example.com", "Priya Nair")], Reference = "application-4711", Meeting = MeetingPreference.Place, Location = "Room Elbe" });
        var created = await World.TheAsync("booking.created");

        Assert.Equal((World.Alice.OrganizationId, id, (Guid?)null), (created.OrganizationId, created.SubjectId, created.ConnectionId));
        Assert.Equal((id.ToString(), "Interview Priya Nair", "interview", "pending"), (created.At("booking.id"), created.At("booking.title"), created.At("booking.kind"), created.At("booking.status")));
        Assert.Equal((Iso(Tuesday), Iso(Tuesday + Duration.FromMinutes(30)), "Europe/Berlin"), (created.At("booking.start"), created.At("booking.end"), created.At("booking.timeZone")));
        Assert.Equal(("Bob Meyer", "Alice Keller", "Alice Keller"), (created.At("booking.hosts.0.name"), created.At("booking.hosts.1.name"), created.At("booking.bookedBy.name")));
        Assert.Equal(("priya@example.com", "application-4711", "place", "Room Elbe", "null"), (created.At("booking.attendees.0.email"), created.At("booking.reference"), created.At("booking.meeting"), created.At("booking.place"), created.At("booking.link")));
        Assert.Equal(("writeEvent", "Bob Meyer", "waiting", "Alice Keller"), (created.At("pending.0.kind"), created.At("pending.0.host.name"), created.At("pending.0.status"), created.At("pending.1.host.name")));
        Assert.Equal("booking.created 1", await World.AllAsync());

        await RunStepsAsync();
        await RunStepsAsync();
        var confirmed = await World.TheAsync("booking.confirmed");
        Assert.Equal((id, "confirmed", "skipped"), (confirmed.SubjectId, confirmed.At("booking.status"), confirmed.At("steps.1.status")));
    }

    [SkippableFact]
    public async Task A_hold_is_told_only_once_it_is_taken_up()
    {
        var (given, expired, taken) = (await HoldAsync(Tuesday), await HoldAsync(Tuesday + Duration.FromHours(1)), await HoldAsync(Tuesday + Duration.FromHours(2), 30));
        Ok(await CancelAsync(given));
        World.Time.Advance(TimeSpan.FromMinutes(11));
        await CompleteAsync();
        Assert.Equal(BookingStatus.Expired, (await ReadAsync(expired)).Status);
        Assert.IsType<Failure.Invalid>((await TakeUpAsync(taken, new HoldDetails(Link: "nowhere"))).Failure);
        Assert.Equal("", await World.AllAsync());

        Ok(await TakeUpAsync(taken, new HoldDetails(Reference: "application-4711")));
        Assert.False((await TakeUpAsync(taken, new HoldDetails())).IsOk);
        var created = await World.TheAsync("booking.created");
        Assert.Equal((taken, "application-4711", "pending", "Alice Keller"), (created.SubjectId, created.At("booking.reference"), created.At("booking.status"), created.At("pending.0.host.name")));
        Assert.Equal("booking.created 1", await World.AllAsync());
    }

    [SkippableFact]
    public async Task What_is_refused_or_repeated_tells_nothing_more()
    {
        var request = Request(Tuesday, Alice) with { Id = Guid.CreateVersion7() };
        var id = await BookAsync(request);
        Ok(await TryBookAsync(request));
        IsTaken(await TryBookAsync(Request(Tuesday, Alice)));
        Assert.IsType<Failure.Stale>((await MoveAsync(id, At(Tuesday + Duration.FromHours(2)), version: 99)).Failure);
        Assert.IsType<Failure.Stale>((await CancelAsync(id, version: 99)).Failure);
        Assert.Equal("booking.created 1", await World.AllAsync());
    }

    [SkippableFact]
    public async Task Of_many_who_want_one_time_one_is_told()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => TryBookAsync(Request(Tuesday, Alice, Bob.Id)))));

        Assert.Equal(Assert.Single(all, b => b.IsOk).Value, (await World.TheAsync("booking.created")).SubjectId);
    }

    [SkippableFact]
    public async Task What_is_rolled_back_was_never_told()
    {
        await using (var db = World.Get<AppDatabase>().ForOrganization(World.Alice))
        {
            await using var write = await db.BeginWriteAsync(default);
            db.Tell(World.Alice.OrganizationId, EventTypes.ConnectionDisconnected, new ConnectionDisconnectedData(new ToldConnection(Guid.CreateVersion7(), "caldav", "CalDAV", World.Email, Alice, Domain.Connections.ConnectionStatus.Disconnected), "Alice Keller"), new MessageSubject());
            await db.SaveChangesAsync();
        }

        Assert.Equal("", await World.AllAsync());
    }

    [SkippableFact]
    public async Task A_move_is_told_with_the_time_before_and_confirmed_anew()
    {
        var id = await BookAsync(Request(Tuesday, Alice));
        await RunStepsAsync();
        Ok(await MoveAsync(id, At(Tuesday + Duration.FromHours(2)), await JoinAsync("Olivia Owner", Role.Owner)));
        var moved = await World.TheAsync("booking.rescheduled");

        Assert.Equal((Iso(Tuesday), Iso(Tuesday + Duration.FromMinutes(30)), Iso(Tuesday + Duration.FromHours(2))), (moved.At("previousStart"), moved.At("previousEnd"), moved.At("booking.start")));
        Assert.Equal((id, "hub", "Olivia Owner", "pending"), (moved.SubjectId, moved.At("origin"), moved.At("by.name"), moved.At("booking.status")));
        await RunStepsAsync();
        Assert.Equal("booking.confirmed 2, booking.created 1, booking.rescheduled 1", await World.AllAsync());
    }

    [SkippableFact]
    public async Task A_cancellation_is_told_once_with_why_and_by_whom()
    {
        var id = await BookAsync(Request(Tuesday, Alice, Bob.Id));
        Ok(await World.Get<CancelBooking>().RunAsync(Bob, id, "She is ill.", null, default));
        Ok(await CancelAsync(id));
        World.Time.AdvanceTo((Tuesday + Duration.FromHours(1)).ToDateTimeOffset());
        await CompleteAsync();
        await RunStepsAsync();
        var cancelled = await World.TheAsync("booking.cancelled");

        Assert.Equal((id, "She is ill.", "hub", "Bob Meyer", "cancelled"), (cancelled.SubjectId, cancelled.At("reason"), cancelled.At("origin"), cancelled.At("by.name"), cancelled.At("booking.status")));
        Assert.Equal("booking.cancelled 1, booking.created 1", await World.AllAsync());
    }

    [SkippableFact]
    public async Task What_is_over_is_told_by_one_of_two_nodes()
    {
        var id = await BookAsync(Request(Tuesday, Alice));
        World.Time.AdvanceTo((Tuesday + Duration.FromHours(1)).ToDateTimeOffset());
        var other = World.NewHub();
        await Task.WhenAll(CompleteAsync(), CompleteAsync(other));

        Assert.Equal((id, "completed"), ((await World.TheAsync("booking.completed")).SubjectId, (await World.TheAsync("booking.completed")).At("booking.status")));
        Assert.Equal("booking.completed 1, booking.created 1", await World.AllAsync());
    }

    [SkippableFact]
    public async Task What_a_host_does_in_her_calendar_is_told_as_such()
    {
        var (vendor, free) = (new GoogleVendor(), await ConnectAsync());
        var id = await BookAsync(Request(free, Alice));
        await RunStepsAsync();
        await SyncAndFollowAsync();
        await World.ForgetAsync();
        var written = await World.ReadAsync(db => db.BookingHosts.Where(h => h.BookingId == id).Select(h => h.ExternalId!).SingleAsync());

        await vendor.MoveAsync(World, written, free + Duration.FromDays(7));
        await SyncAndFollowAsync();
        await SyncAndFollowAsync();
        var moved = await World.TheAsync("booking.rescheduled");
        Assert.Equal((id, "calendar", "Alice Keller", Iso(free), Iso(free + Duration.FromDays(7))), (moved.SubjectId, moved.At("origin"), moved.At("by.name"), moved.At("previousStart"), moved.At("booking.start")));

        await vendor.DeleteAsync(World, written);
        await SyncAndFollowAsync();
        await SyncAndFollowAsync();
        var cancelled = await World.TheAsync("booking.cancelled");
        Assert.Equal((id, "calendar", "Deleted from Alice Keller’s calendar.", "Alice Keller"), (cancelled.SubjectId, cancelled.At("origin"), cancelled.At("reason"), cancelled.At("by.name")));
        Assert.Equal("booking.cancelled 1, booking.rescheduled 1", await World.AllAsync());
    }

    [SkippableFact]
    public async Task Whoever_is_notified_is_told_of_too()
    {
        var (vendor, free) = (new GoogleVendor(), await ConnectAsync());
        var id = await BookAsync(Request(free, Alice, Bob.Id));
        await RunStepsAsync();
        await SyncAndFollowAsync();
        await vendor.DeleteAsync(World, await World.ReadAsync(db => db.BookingHosts.Where(h => h.BookingId == id && h.MemberId == Alice).Select(h => h.ExternalId!).SingleAsync()));
        await SyncAndFollowAsync();
        var told = await World.AllAsync("notification.sent");
        var rows = await World.ReadAsync(db => db.Notifications.ToListAsync());

        Assert.Equal(rows.Select(n => n.Id.ToString()).Order(), told.Select(t => t.At("id")).Order());
        Assert.Equal([Alice, Bob.Id], told.Where(t => t.At("kind") == "booking.cancelled").Select(t => t.SubjectId!.Value).Order());
        Assert.All(told.Where(t => t.At("kind") == "booking.cancelled"), t => Assert.Equal($"/bookings/{id}", t.At("path")));
    }

    [SkippableFact]
    public async Task What_ends_because_its_host_leaves_ends_by_nobody()
    {
        var olivia = await JoinAsync("Olivia Owner", Role.Owner);
        var (alone, shared) = (await BookAsync(Request(Tuesday, Alice)), await BookAsync(Request(Tuesday + Duration.FromHours(2), Alice, Bob.Id)));
        Ok(await new RemoveMember(World.Get<AppDatabase>(), World.Hub.GetServices<IMemberLeaving>(), World.Time).RunAsync(olivia, Alice, null, default));
        var cancelled = await World.TheAsync("booking.cancelled");

        Assert.Equal((alone, "Alice Keller has left the organization.", "null"), (cancelled.SubjectId, cancelled.At("reason"), cancelled.At("by")));
        Assert.Equal(("Alice Keller", Alice.ToString()), (cancelled.At("booking.hosts.0.name"), cancelled.At("booking.hosts.0.id")));
        Ok(await World.Get<CancelBooking>().RunAsync(Bob, shared, null, null, default));
        Assert.Equal(2, (await World.AllAsync("booking.cancelled")).Count);
    }

    private static string Iso(Instant at) => InstantPattern.ExtendedIso.Format(at);

    private async Task<Instant> ConnectAsync()
    {
        await World.ConnectAndSyncAsync();
        return await FindFreeAsync(Alice, Bob.Id);
    }

    private async Task<Guid> HoldAsync(Instant start, int minutes = 10) => Ok(await World.Get<HoldTime>().RunAsync(World.Alice, Request(start, Alice), minutes, default));

    private Task<Result<Done>> TakeUpAsync(Guid id, HoldDetails details) => World.Get<TakeUpHold>().RunAsync(World.Alice, id, details, null, default);

    private Task CompleteAsync(IServiceProvider? hub = null) => (hub ?? World.Hub).GetRequiredService<CompleteBookings>().RunAsync(default);
}

public sealed class BookingMessagesOnSqliteTests() : BookingMessagesTests(DatabaseProvider.Sqlite);

public sealed class BookingMessagesOnPostgreSqlTests() : BookingMessagesTests(DatabaseProvider.PostgreSql);
