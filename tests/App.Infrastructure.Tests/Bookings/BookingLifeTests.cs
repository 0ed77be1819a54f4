using App.Domain;
using App.Domain.Bookings;
using App.Domain.Time;
using App.Infrastructure.Bookings;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace App.Infrastructure.Tests.Bookings;

/// <summary>Holding, taking up, moving, cancelling and completing, on every database.</summary>
public abstract class BookingLifeTests(DatabaseProvider provider) : BookingSuite(provider)
{
    [SkippableFact]
    public async Task A_hold_keeps_others_out_and_ends_by_itself()
    {
        var id = await HoldAsync(Request(Tuesday, Alice), 5);
        Assert.Equal(BookingStatus.Held, (await ReadAsync(id)).Status);
        IsTaken(await TryBookAsync(Request(Tuesday, Alice), Bob));
        Assert.Equal((0, 0), await World.ReadAsync(async db => (await db.Activities.CountAsync(a => a.Kind.StartsWith("booking.")), await db.BookingSteps.CountAsync())));

        World.Time.Advance(TimeSpan.FromMinutes(4));
        await CompleteAsync();
        IsTaken(await TryBookAsync(Request(Tuesday, Alice), Bob));

        World.Time.Advance(TimeSpan.FromMinutes(1));
        await CompleteAsync();
        Assert.Equal((BookingStatus.Expired, 0), ((await ReadAsync(id)).Status, await CellsAsync()));
        Ok(await TryBookAsync(Request(Tuesday, Alice), Bob));
        Assert.Equal("hold_over", Assert.IsType<Failure.Conflict>((await TakeUpAsync(id)).Failure).Code);
    }

    [SkippableFact]
    public async Task A_hold_is_taken_up_once_with_what_became_known()
    {
        var id = await HoldAsync(Request(Tuesday, Alice, Bob.Id), 10);
        Ok(await TakeUpAsync(id, new HoldDetails(Attendees: [new Attendee("priya@example.com")], Notes: "She prefers mornings.")));
        var booking = await ReadAsync(id);

        Assert.Equal((BookingStatus.Pending, 12, 2), (booking.Status, await CellsAsync(id), booking.Steps.Count));
        Assert.Equal(("She prefers mornings.", "priya@example.com", (Instant?)null), (booking.Notes, Assert.Single(booking.Attendees).Email, booking.HeldUntil));
        Assert.Equal("hold_over", Assert.IsType<Failure.Conflict>((await TakeUpAsync(id)).Failure).Code);
        World.Time.Advance(TimeSpan.FromMinutes(11));
        await CompleteAsync();
        Assert.Equal(BookingStatus.Pending, (await ReadAsync(id)).Status);
    }

    [SkippableFact]
    public async Task A_hold_is_its_holders_alone_and_bad_details_change_nothing()
    {
        var id = await HoldAsync(Request(Tuesday, Alice), 10);
        Assert.IsType<Failure.NotFound>((await World.Get<TakeUpHold>().RunAsync(Bob, id, new HoldDetails(), null, default)).Failure);
        var refused = Assert.IsType<Failure.Invalid>((await TakeUpAsync(id, new HoldDetails(Attendees: [new Attendee("nobody")], Link: "nowhere"))).Failure);
        Assert.Equal(["attendees", "link"], refused.Errors.Keys.Order());
        Assert.IsType<Failure.Stale>((await TakeUpAsync(id, version: 7)).Failure);
        Assert.IsType<Failure.Invalid>((await World.Get<HoldTime>().RunAsync(World.Alice, Request(Tuesday, Bob.Id), 61, default)).Failure);

        Assert.Equal((BookingStatus.Held, 0), ((await ReadAsync(id)).Status, (await ReadAsync(id)).Attendees.Count));
        Ok(await CancelAsync(id));
        Assert.Equal((BookingStatus.Cancelled, 0), ((await ReadAsync(id)).Status, await CellsAsync()));
    }

    [SkippableFact]
    public async Task A_hold_is_taken_up_by_the_rules_as_they_were_and_not_over_what_has_come_since()
    {
        var evening = Tuesday + Duration.FromHours(10);
        var outside = await HoldAsync(Request(evening, Alice) with { Time = At(evening) with { OutsideRules = true } }, 10);
        Ok(await TakeUpAsync(outside));

        var id = await HoldAsync(Request(Tuesday, Alice), 10);
        await World.ReadAsync(async db =>
        {
            var block = db.TimeBlocks.Add(new Domain.Availability.TimeBlock { Id = Guid.CreateVersion7(), OrganizationId = World.Alice.OrganizationId, MemberId = Alice, Title = "Dentist", TimeZone = "Europe/Berlin", CreatedAt = World.Time.Now() }).Entity;
            db.BlockSpans.Add(new Domain.Availability.BlockSpan { Id = Guid.CreateVersion7(), OrganizationId = block.OrganizationId, MemberId = Alice, BlockId = block.Id, Start = Tuesday, End = Tuesday + Duration.FromHours(1) });
            return await db.SaveChangesAsync();
        });
        IsTaken(await TakeUpAsync(id));
        Assert.Equal((BookingStatus.Held, 6), ((await ReadAsync(id)).Status, await CellsAsync(id)));
    }

    [SkippableFact]
    public async Task A_hold_whose_time_has_begun_is_over()
    {
        World.Time.AdvanceTo((Tuesday - Duration.FromMinutes(5)).ToDateTimeOffset());
        var id = await HoldAsync(Request(Tuesday, Alice), 60);
        World.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal("hold_over", Assert.IsType<Failure.Conflict>((await TakeUpAsync(id)).Failure).Code);
        Assert.Equal(BookingStatus.Held, (await ReadAsync(id)).Status);
    }

    [SkippableFact]
    public async Task A_booking_moves_onto_its_own_time_and_gives_the_old_back()
    {
        var id = await BookAsync(Request(Tuesday, Alice, Bob.Id));
        Ok(await MoveAsync(id, At(Tuesday + Duration.FromMinutes(15))));
        var moved = await ReadAsync(id);

        Assert.Equal((Tuesday + Duration.FromMinutes(15), 12), (moved.Start, await CellsAsync(id)));
        Ok(await TryBookAsync(Request(Tuesday, Alice) with { Time = At(Tuesday, 15) }));
        IsTaken(await TryBookAsync(Request(Tuesday + Duration.FromMinutes(30), Bob.Id)));
        Assert.All(await World.ReadAsync(db => db.BookingHosts.Where(h => h.BookingId == id).ToListAsync()), h => Assert.Equal((moved.Start, moved.End), (h.Start, h.End)));
    }

    [SkippableFact]
    public async Task A_booking_that_cannot_move_stays_whole()
    {
        var id = await BookAsync(Request(Tuesday, Alice, Bob.Id));
        await BookAsync(Request(Tuesday + Duration.FromHours(1), Bob.Id));
        var before = await ReadAsync(id);
        IsTaken(await MoveAsync(id, At(Tuesday + Duration.FromMinutes(45))));
        Assert.IsType<Failure.Stale>((await MoveAsync(id, At(Tuesday + Duration.FromHours(2)), version: before.Version + 1)).Failure);
        Assert.Equal("end", Assert.Single(Assert.IsType<Failure.Invalid>((await MoveAsync(id, At(Tuesday, 0))).Failure).Errors).Key);

        var after = await ReadAsync(id);
        Assert.Equal((before.Start, before.Version, 12), (after.Start, after.Version, await CellsAsync(id)));
    }

    [SkippableFact]
    public async Task Cancelling_frees_the_time_at_once_and_again_is_done()
    {
        var id = await BookAsync(Request(Tuesday, Alice, Bob.Id));
        Assert.IsType<Failure.Stale>((await CancelAsync(id, version: 99)).Failure);
        Ok(await World.Get<CancelBooking>().RunAsync(Bob, id, "She is ill.", null, default));
        var cancelled = await ReadAsync(id);
        Assert.Equal((BookingStatus.Cancelled, "She is ill.", 0), (cancelled.Status, cancelled.CancelReason, await CellsAsync()));

        Ok(await CancelAsync(id));
        Assert.Equal(cancelled.Version, (await ReadAsync(id)).Version);
        Ok(await TryBookAsync(Request(Tuesday, Alice, Bob.Id)));
        Assert.IsType<Failure.Conflict>((await MoveAsync(id, At(Tuesday + Duration.FromHours(2)))).Failure);
    }

    [SkippableFact]
    public async Task What_is_over_is_completed_by_one_of_two_nodes()
    {
        var id = await BookAsync(Request(Tuesday, Alice));
        World.Time.AdvanceTo((Tuesday + Duration.FromMinutes(29)).ToDateTimeOffset());
        await CompleteAsync();
        Assert.Equal(BookingStatus.Pending, (await ReadAsync(id)).Status);

        World.Time.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(CompleteAsync(), CompleteAsync(World.NewHub()));
        var over = await ReadAsync(id);
        Assert.Equal((BookingStatus.Completed, 0), (over.Status, await CellsAsync()));
        Assert.Equal((StepStatus.Failed, (Instant?)null), (over.Steps[0].Status, over.Steps[0].DueAt));
        Assert.Equal("booking_not_open", Assert.IsType<Failure.Conflict>((await CancelAsync(id)).Failure).Code);
    }

    private async Task<Guid> HoldAsync(BookingRequest request, int minutes) => Ok(await World.Get<HoldTime>().RunAsync(World.Alice, request, minutes, default));

    private Task<Result<Done>> TakeUpAsync(Guid id, HoldDetails? details = null, long? version = null) => World.Get<TakeUpHold>().RunAsync(World.Alice, id, details ?? new HoldDetails(), version, default);

    private Task CompleteAsync(IServiceProvider? hub = null)
    {
        T Get<T>() => (T)(hub ?? World.Hub).GetService(typeof(T))!;
        return new CompleteBookingsJob(Get<CompleteBookings>(), Get<StepSignal>(), NullLogger<CompleteBookingsJob>.Instance).Execute(null!).AsTask();
    }
}

public sealed class BookingLifeOnSqliteTests() : BookingLifeTests(DatabaseProvider.Sqlite);

public sealed class BookingLifeOnPostgreSqlTests() : BookingLifeTests(DatabaseProvider.PostgreSql);
