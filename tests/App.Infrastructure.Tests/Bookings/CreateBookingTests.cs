using App.Domain;
using App.Domain.Bookings;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Bookings;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Bookings;

/// <summary>Booking time, on every database.</summary>
public abstract class CreateBookingTests(DatabaseProvider provider) : BookingSuite(provider)
{
    public static TheoryData<string, Func<BookingRequest, BookingRequest>> Refusals => new()
    {
        { "end", r => r with { Time = r.Time with { End = r.Time.Start } } },
        { "end", r => r with { Time = r.Time with { End = r.Time.Start - Duration.FromMinutes(30) } } },
        { "start", r => r with { Time = r.Time with { Start = r.Time.Start + Duration.FromMinutes(1) } } },
        { "end", r => r with { Time = r.Time with { End = r.Time.End + Duration.FromSeconds(1) } } },
        { "start", r => r with { Time = At(Instant.FromUtc(2026, 1, 12, 8, 55)) } },
        { "end", r => r with { Time = r.Time with { End = r.Time.Start + Duration.FromHours(24) + Duration.FromMinutes(5) } } },
        { "start", r => r with { Time = At(Tuesday + Duration.FromDays(400)) } },
        { "timeZone", r => r with { Time = r.Time with { TimeZone = "Mars/Olympus" } } },
        { "attendees", r => r with { Attendees = [.. Enumerable.Range(0, 200).Select(i => new Attendee($"guest{i}@example.com"))] } },
        { "attendees", r => r with { Attendees = [new Attendee("not an address")] } },
        { "attendees", r => r with { Attendees = [new Attendee("a@example.com"), new Attendee("A@example.com")] } },
        { "attendees", r => r with { Attendees = [new Attendee("a@example.com", new string('n', 201))] } },
        { "hosts", r => r with { Hosts = [] } },
        { "hosts", r => r with { Hosts = [r.Hosts[0], r.Hosts[0]] } },
        { "hosts", r => r with { Hosts = [.. Enumerable.Range(0, 21).Select(_ => Guid.CreateVersion7())] } },
        { "hosts", r => r with { Hosts = [r.Hosts[0], Guid.CreateVersion7()] } },
        { "title", r => r with { Title = " " } },
        { "title", r => r with { Title = new string('t', 251) } },
        { "title", r => r with { Title = "Two\nlines" } },
        { "notes", r => r with { Notes = new string('n', 6001) } },
        { "reference", r => r with { Reference = new string('r', 201) } },
        { "location", r => r with { Location = new string('l', 1001) } },
        { "location", r => r with { Meeting = MeetingPreference.Place } },
        { "link", r => r with { Meeting = MeetingPreference.OwnLink, Link = "ftp://example.com" } },
        { "link", r => r with { Meeting = MeetingPreference.OwnLink } },
        { "link", r => r with { Link = "javascript:alert(1)" } },
        { "meetingProvider", r => r with { Meeting = MeetingPreference.Video, MeetingProvider = "carrier-pigeon" } },
        { "meetingProvider", r => r with { MeetingProvider = "zoom" } },
        { "reminders", r => r with { Reminders = [-1] } },
    };

    [SkippableTheory]
    [MemberData(nameof(Refusals))]
    public async Task What_cannot_be_is_refused_by_the_name_of_its_field_and_nothing_is_stored(string field, Func<BookingRequest, BookingRequest> change)
    {
        var refused = Assert.IsType<Failure.Invalid>((await TryBookAsync(change(Request(Tuesday, Alice)))).Failure);

        Assert.Equal(field, Assert.Single(refused.Errors).Key);
        await NothingIsStoredAsync();
    }

    [SkippableFact]
    public async Task Somebody_of_another_organization_is_as_unknown_as_nobody()
    {
        var stranger = Assert.IsType<Failure.Invalid>((await TryBookAsync(Request(Tuesday, World.Carol.Id))).Failure);
        var nobody = Assert.IsType<Failure.Invalid>((await TryBookAsync(Request(Tuesday, Guid.CreateVersion7()))).Failure);

        Assert.Equal(nobody.Errors["hosts"], stranger.Errors["hosts"]);
        await NothingIsStoredAsync();
    }

    [SkippableFact]
    public async Task What_is_booked_holds_every_cell_of_every_host_and_is_told()
    {
        var id = await BookAsync(Request(Tuesday, Alice, Bob.Id) with { Attendees = [new Attendee("Priya.Nair@Example.com", "Priya Nair")], Notes = "Second round.\r\nBring it.", Reminders = [60, 10] });
        var booking = await ReadAsync(id);

        Assert.Equal((BookingStatus.Pending, 12), (booking.Status, await CellsAsync(id)));
        Assert.Equal(["Alice Keller", "Bob Meyer"], booking.Hosts.Select(h => h.Name));
        Assert.Equal(new Attendee("priya.nair@example.com", "Priya Nair"), Assert.Single(booking.Attendees));
        Assert.Equal(("Second round.\nBring it.", 2, 2), (booking.Notes, booking.Reminders!.Count, booking.Steps.Count));
        Assert.Equal(2, await World.ReadAsync(db => db.Activities.CountAsync(a => a.Kind == "booking.created")));
        Assert.Equal([1, 1], await World.ReadAsync(db => db.BusyStates.Where(s => s.OrganizationId == World.Alice.OrganizationId).Select(s => s.BusyVersion).ToListAsync()));
    }

    [SkippableFact]
    public async Task Taken_time_is_refused_with_who_is_not_free_and_why()
    {
        await BookAsync(Request(Tuesday, Alice));
        var refused = await TryBookAsync(Request(Tuesday + Duration.FromMinutes(25), Alice, Bob.Id));
        IsTaken(refused);
        Assert.Contains("Alice Keller is not free", refused.Failure!.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("Bob", refused.Failure.Reason, StringComparison.Ordinal);

        Ok(await TryBookAsync(Request(Tuesday + Duration.FromMinutes(30), Alice)));
        Ok(await TryBookAsync(Request(Tuesday, Bob.Id)));
    }

    [SkippableFact]
    public async Task Hosts_are_claimed_together_or_not_at_all()
    {
        await BookAsync(Request(Tuesday, Bob.Id));
        var before = await CellsAsync();
        IsTaken(await TryBookAsync(Request(Tuesday, Alice, Bob.Id)));

        Assert.Equal(before, await CellsAsync());
        Ok(await TryBookAsync(Request(Tuesday, Alice)));
    }

    [SkippableFact]
    public async Task A_cell_that_is_gone_although_its_host_seemed_free_rolls_everything_back()
    {
        var id = await BookAsync(Request(Tuesday, Alice));
        // As after a booking was moved off the grid in a calendar: it claims less time than its cells.
        await using (var db = World.Get<AppDatabase>().ForSystem("test"))
        {
            await db.BookingHosts.Where(h => h.BookingId == id).ExecuteUpdateAsync(s => s.SetProperty(h => h.End, Tuesday + Duration.FromMinutes(26)));
            await db.BookingCells.Where(c => c.BookingId == id).OrderBy(c => c.Cell).Take(5).ExecuteDeleteAsync();
        }

        IsTaken(await TryBookAsync(Request(Tuesday + Duration.FromMinutes(30), Alice) with { Time = At(Tuesday + Duration.FromMinutes(25), 35) }));
        Assert.Equal((1, 1), (await World.ReadAsync(db => db.Bookings.CountAsync()), await CellsAsync()));
    }

    [SkippableFact]
    public async Task Her_own_rules_she_may_set_aside_for_herself_and_for_nobody_else()
    {
        var evening = Tuesday + Duration.FromHours(10);
        var refused = await TryBookAsync(Request(evening, Alice));
        IsTaken(refused);
        Assert.Contains("outside working hours", refused.Failure!.Reason, StringComparison.Ordinal);

        IsTaken(await TryBookAsync(Request(evening, Alice) with { Time = At(evening) with { OutsideRules = true } }, Bob));
        Ok(await TryBookAsync(Request(evening, Alice) with { Time = At(evening) with { OutsideRules = true } }));
        IsTaken(await TryBookAsync(Request(evening, Alice) with { Time = At(evening) with { OutsideRules = true } }));
    }

    [SkippableFact]
    public async Task Blocked_time_and_events_are_never_booked_over()
    {
        await World.ConnectAndSyncAsync();
        await using (var db = World.Get<AppDatabase>().ForSystem("test"))
        {
            var block = db.TimeBlocks.Add(new Domain.Availability.TimeBlock { Id = Guid.CreateVersion7(), OrganizationId = World.Alice.OrganizationId, MemberId = Bob.Id, Title = "Dentist", TimeZone = "Europe/Berlin", CreatedAt = World.Time.Now() }).Entity;
            db.BlockSpans.Add(new Domain.Availability.BlockSpan { Id = Guid.CreateVersion7(), OrganizationId = block.OrganizationId, MemberId = Bob.Id, BlockId = block.Id, Start = Tuesday, End = Tuesday + Duration.FromHours(1) });
            await db.SaveChangesAsync();
        }

        var refused = await TryBookAsync(Request(Tuesday, Bob.Id));
        IsTaken(refused);
        Assert.Equal("Bob Meyer is not free: something else is on.", refused.Failure!.Reason);
        var own = await TryBookAsync(Request(Tuesday, Bob.Id), Bob);
        Assert.Equal("Bob Meyer is not free: blocked time, 10:00 to 11:00.", own.Failure!.Reason);
    }

    [SkippableFact]
    public async Task Nothing_is_booked_on_what_is_not_known()
    {
        await World.ConnectAndSyncAsync();
        var free = await FindFreeAsync();
        await World.Control.AddFaultAsync(new { kind = "error500" });
        World.Time.Advance(TimeSpan.FromHours(2));
        var refused = Assert.IsType<Failure.Unavailable>((await TryBookAsync(Request(free, Alice))).Failure);

        Assert.Contains("Alice Keller", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(0, await CellsAsync());
    }

    [SkippableFact]
    public async Task What_is_not_known_of_a_colleague_names_none_of_her_calendars()
    {
        await World.ConnectAndSyncAsync();
        await World.ReadAsync(db => db.Calendars.ExecuteUpdateAsync(s => s.SetProperty(c => c.Name, "Divorce lawyer")));
        var free = await FindFreeAsync();
        await World.Control.AddFaultAsync(new { kind = "error500" });
        World.Time.Advance(TimeSpan.FromHours(2));

        Assert.Contains("Divorce lawyer", Assert.IsType<Failure.Unavailable>((await TryBookAsync(Request(free, Alice))).Failure).Reason, StringComparison.Ordinal);
        var told = Assert.IsType<Failure.Unavailable>((await TryBookAsync(Request(free, Alice), Bob)).Failure).Reason;
        Assert.Equal("Whether Alice Keller is free is not known: One of the calendars is not known to be true just now.", told);
    }

    [SkippableFact]
    public async Task Asked_again_by_its_id_it_is_booked_once_wherever_it_is_by_then()
    {
        var request = Request(Tuesday, Alice, Bob.Id) with { Id = Guid.CreateVersion7() };
        Assert.Equal(request.Id, await BookAsync(request));
        Assert.Equal(request.Id, await BookAsync(request));
        Ok(await MoveAsync(request.Id.Value, At(Tuesday + Duration.FromHours(2))));
        Assert.Equal(request.Id, await BookAsync(request));
        Assert.Equal((1, 12), (await World.ReadAsync(db => db.Bookings.CountAsync()), await CellsAsync()));

        Ok(await CancelAsync(request.Id.Value));
        Assert.Equal(request.Id, await BookAsync(request));
        World.Time.AdvanceTo((Tuesday + Duration.FromHours(1)).ToDateTimeOffset());
        Assert.Equal(request.Id, await BookAsync(request));
        Assert.Equal((1, 0), (await World.ReadAsync(db => db.Bookings.CountAsync()), await CellsAsync()));
    }

    [SkippableFact]
    public async Task Asked_twice_at_once_by_its_id_both_are_given_the_same()
    {
        var request = Request(Tuesday, Alice, Bob.Id) with { Id = Guid.CreateVersion7() };
        IServiceProvider[] hubs = [World.Hub, World.NewHub()];
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => TryBookAsync(request, hub: hubs[i % 2]))));

        Assert.All(outcomes, o => Assert.Equal(request.Id, Ok(o)));
        Assert.Equal((1, 12), (await World.ReadAsync(db => db.Bookings.CountAsync()), await CellsAsync()));
    }

    [SkippableFact]
    public async Task Bookings_are_seen_and_changed_by_whoever_made_or_hosts_them_and_by_admins()
    {
        var (dora, admin) = (await JoinAsync("Dora Stein"), await JoinAsync("Olivia Admin", Role.Admin));
        var id = await BookAsync(Request(Tuesday, Bob.Id), World.Alice);

        foreach (var actor in new Actor[] { World.Alice, Bob, admin })
        {
            Assert.Equal(id, (await ReadAsync(id, actor)).Id);
            Assert.Equal(id, Assert.Single(Ok(await World.Get<ListBookings>().RunAsync(actor, new BookingQuery(), default)).Items).Id);
        }

        foreach (var actor in new Actor[] { dora, World.Carol })
        {
            Assert.IsType<Failure.NotFound>((await World.Get<ListBookings>().ReadAsync(actor, id, default)).Failure);
            Assert.IsType<Failure.NotFound>((await CancelAsync(id, actor)).Failure);
            Assert.IsType<Failure.NotFound>((await MoveAsync(id, At(Tuesday + Duration.FromHours(1)), actor)).Failure);
            Assert.IsType<Failure.NotFound>((await World.Get<RetryBooking>().RunAsync(actor, id, default)).Failure);
            Assert.Empty(Ok(await World.Get<ListBookings>().RunAsync(actor, new BookingQuery(), default)).Items);
        }

        var key = new Actor.Key(World.Alice.OrganizationId, Alice, Guid.CreateVersion7(), MayWrite: false);
        Assert.IsType<Failure.NotFound>((await TryBookAsync(Request(Tuesday + Duration.FromHours(2), Bob.Id), key)).Failure);
    }

    [SkippableFact]
    public async Task A_list_is_narrowed_and_paged_either_way()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await BookAsync(Request(Tuesday + Duration.FromMinutes(30 * i), i % 2 == 0 ? Alice : Bob.Id) with { Reference = i == 3 ? "job-3" : null }));
        }

        Ok(await CancelAsync(ids[4]));
        var list = World.Get<ListBookings>();
        async Task<List<Guid>> Of(BookingQuery query) => [.. Ok(await list.RunAsync(World.Alice, query, default)).Items.Select(b => b.Id)];

        Assert.Equal([ids[3]], await Of(new BookingQuery(Reference: "job-3")));
        Assert.Equal([ids[4]], await Of(new BookingQuery(Statuses: [BookingStatus.Cancelled])));
        Assert.Equal([ids[1], ids[3]], await Of(new BookingQuery(Host: Bob.Id)));
        Assert.Equal([ids[1], ids[2]], await Of(new BookingQuery(From: Tuesday + Duration.FromMinutes(30), To: Tuesday + Duration.FromMinutes(61))));
        var first = Ok(await list.RunAsync(World.Alice, new BookingQuery(NewestFirst: true, Limit: 3), default));
        Assert.Equal([ids[4], ids[3], ids[2]], first.Items.Select(b => b.Id));
        Assert.Equal([ids[1], ids[0]], await Of(new BookingQuery(NewestFirst: true, Cursor: first.Next)));
        var ahead = Ok(await list.RunAsync(World.Alice, new BookingQuery(Limit: 3), default));
        Assert.Equal([ids[3], ids[4]], await Of(new BookingQuery(Cursor: ahead.Next)));
    }

    private async Task NothingIsStoredAsync()
    {
        Assert.Equal((0, 0, 0, 0), await World.ReadAsync(async db => (await db.Bookings.CountAsync(), await db.BookingHosts.CountAsync(), await db.BookingCells.CountAsync(), await db.BookingSteps.CountAsync())));
    }
}

public sealed class CreateBookingOnSqliteTests() : CreateBookingTests(DatabaseProvider.Sqlite);

public sealed class CreateBookingOnPostgreSqlTests() : CreateBookingTests(DatabaseProvider.PostgreSql);
