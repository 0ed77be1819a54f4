using App.Domain.Calendars;
using App.Domain.Conflicts;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Calendars;
using App.Infrastructure.Conflicts;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static App.Infrastructure.Tests.Conflicts.Stage;

namespace App.Infrastructure.Tests.Conflicts;

/// <summary>What is found where time has changed, on every database.</summary>
public abstract class DetectConflictsTests(DatabaseProvider provider) : OnStage(provider)
{
    [SkippableFact]
    public async Task Two_events_that_claim_one_time_are_found_and_said()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14, 30), At(15, 30));

        var conflict = await Stage.SingleAsync();

        Assert.Equal((ConflictKind.TwoCalendars, At(14, 30), At(15)), (conflict.Kind, conflict.Start, conflict.End));
        Assert.Equal("Two events claim Thursday, 14:30.", conflict.Text);
        Assert.Equal(("Review", "Work", "Dentist", "Private"), (conflict.First.Title, conflict.First.CalendarName, conflict.Second.Title, conflict.Second.CalendarName));
        Assert.Equal((1, "Two events claim Thursday, 14:30."), await Stage.World.ReadAsync(async db => (await db.Notifications.CountAsync(), (await db.Notifications.SingleAsync()).Text)));
        Assert.Null(await Stage.World.ReadAsync(db => db.BusyStates.Select(s => s.ChangedFrom).SingleAsync()));
    }

    [SkippableFact]
    public async Task Each_kind_is_found()
    {
        await Stage.AddEventAsync(Stage.Work, "One", At(8), At(9));
        await Stage.AddEventAsync(Stage.Work, "Two", At(8), At(9));
        await Stage.BlockAsync("Lunch", 12, 13);
        await Stage.AddEventAsync(Stage.Work, "Over lunch", At(12), At(13));
        await Stage.BookAsync("Interview", At(15), At(16));
        await Stage.AddEventAsync(Stage.Private, "School", At(15, 30), At(16, 30));
        await Stage.BlockAsync("Sport", 18, 19);
        await Stage.BookAsync("Late call", At(18), At(18, 30));
        await Stage.DetectAsync();

        Assert.Equal([ConflictKind.DoubleBooking, ConflictKind.BlockAndEvent, ConflictKind.BookingAndEvent, ConflictKind.BookingAndBlock], (await Stage.ListAsync()).Select(c => c.Kind));
    }

    [SkippableFact]
    public async Task What_does_not_block_and_what_is_the_same_meeting_is_none()
    {
        await Stage.AddEventAsync(Stage.Work, "Meeting", At(14), At(15), uid: "one@x");
        await Stage.AddEventAsync(Stage.Private, "Its copy", At(14), At(15), uid: "one@x");
        await Stage.AddEventAsync(Stage.Private, "Free", At(14), At(15), e => e.Transparency = Transparency.Free);
        await Stage.AddEventAsync(Stage.Private, "Declined", At(14), At(15), e => e.Response = Response.Declined);
        await Stage.BookAsync("Booked", At(16), At(17), "own");
        await Stage.WriteAsync(At(16), At(17), _ => Task.CompletedTask);
        var own = await Stage.AddEventAsync(Stage.Work, "Booked", At(16), At(17));
        await Stage.World.ReadAsync(async db => await db.BookingHosts.ExecuteUpdateAsync(s => s.SetProperty(h => h.ExternalId, own.ToString("N"))));
        await Stage.DetectAsync();

        Assert.Empty(await Stage.ListAsync(state: null));
    }

    [SkippableFact]
    public async Task One_that_goes_away_is_over_by_itself_and_one_that_returns_is_asked_again()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        var dentist = await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        var found = await Stage.SingleAsync();

        await Stage.MoveEventAsync(dentist, At(16), At(17));
        var over = await Stage.SingleAsync(ConflictState.Resolved);
        Assert.Equal((found.Id, null, Stage.World.Time.Now()), (over.Id, over.Outcome, over.EndedAt));

        await Stage.MoveEventAsync(dentist, At(14, 30), At(17));
        Assert.Equal((found.Id, At(14, 30)), ((await Stage.SingleAsync()).Id, (await Stage.ListAsync())[0].Start));
    }

    [SkippableFact]
    public async Task A_change_while_it_is_looked_is_not_lost()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        await using var db = Stage.World.Get<AppDatabase>().ForSystem("test");
        var seen = await db.BusyStates.AsNoTracking().SingleAsync();
        var claims = await db.ReadClaimsAsync(Stage.World.Alice.Id, new Window(At(0), At(23)), default);
        Assert.Single(claims.All);

        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        await using (var write = await db.BeginWriteAsync(default))
        {
            Assert.False(await DetectConflicts.MarkAsync(db, seen, null, default));
        }

        Assert.Equal(At(14), (await Stage.SingleAsync()).Start);
    }

    [SkippableFact]
    public async Task Changes_beside_many_who_look_are_all_found_once()
    {
        var hubs = Enumerable.Range(0, 3).Select(_ => Stage.World.NewHub()).ToList();
        var looking = hubs.Select(async hub =>
        {
            for (var round = 0; round < 15; round++)
            {
                await Stage.DetectAsync(hub);
            }
        });
        var writing = Enumerable.Range(0, 10).Select(async hour =>
        {
            await Stage.AddEventAsync(Stage.Work, $"Work {hour}", At(hour + 8), At(hour + 8, 30));
            await Stage.AddEventAsync(Stage.Private, $"Private {hour}", At(hour + 8), At(hour + 8, 30));
        });
        await Task.WhenAll(looking.Concat(writing));
        await Stage.DetectAsync();

        Assert.Equal(Enumerable.Range(8, 10).Select(hour => At(hour)), (await Stage.ListAsync()).Select(c => c.Start));
    }

    [SkippableFact]
    public async Task A_window_of_a_year_is_looked_at_by_the_month_and_all_of_it()
    {
        foreach (var days in new[] { 0, 40, 100, 300 })
        {
            await Stage.AddEventAsync(Stage.Work, "Review", At(14, days: days), At(15, days: days));
            await Stage.AddEventAsync(Stage.Private, "Dentist", At(14, days: days), At(15, days: days));
        }

        await Stage.DetectAsync();

        Assert.Equal(4, (await Stage.ListAsync()).Count);
        Assert.Single(await Stage.World.ReadAsync(db => db.Notifications.Where(n => n.Kind == ConflictNotices.Kind).ToListAsync()));
    }

    [SkippableFact]
    public async Task More_than_is_saved_at_once_is_saved_all_the_same()
    {
        await Stage.WriteAsync(At(0), At(0, days: 8), db =>
        {
            for (var i = 0; i < 1_300; i++)
            {
                var start = At(0) + Duration.FromMinutes(5 * i);
                db.BlockSpans.Add(new Domain.Availability.BlockSpan { Id = Guid.CreateVersion7(), OrganizationId = Stage.World.Alice.OrganizationId, MemberId = Stage.World.Alice.Id, BlockId = _block, Original = Thursday.AtMidnight().PlusMinutes(5 * i), Start = start, End = start + Duration.FromMinutes(5) });
            }

            db.TimeBlocks.Add(new Domain.Availability.TimeBlock { Id = _block, OrganizationId = Stage.World.Alice.OrganizationId, MemberId = Stage.World.Alice.Id, Title = "Many", Start = Thursday.AtMidnight(), End = Thursday.At(new LocalTime(0, 5)), TimeZone = "Europe/Berlin", Rule = "FREQ=DAILY", CreatedAt = Stage.World.Time.Now() });
            return Task.CompletedTask;
        });
        await Stage.AddEventAsync(Stage.Work, "All week", At(0), At(0, days: 7));
        await Stage.DetectAsync();

        Assert.Equal(1_300, await Stage.World.ReadAsync(db => db.Conflicts.CountAsync()));
    }

    [SkippableFact]
    public async Task Of_a_calendar_whose_conflicts_are_ignored_nothing_is_said()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        await Stage.SingleAsync();

        await Stage.ChangeAsync(Stage.Private, new CalendarChange { OnConflict = ConflictHandling.Ignore });
        await Stage.DetectAsync();

        Assert.Empty(await Stage.ListAsync());
    }

    [SkippableTheory]
    [InlineData(12, 14, "Focus 15T14:00-15T16:00")]
    [InlineData(13, 14, "Focus 15T12:00-15T13:00|Focus 15T14:00-15T16:00")]
    [InlineData(12, 16, "")]
    public async Task A_block_gives_way_to_a_calendar_that_is_followed(int from, int to, string left)
    {
        await Stage.ChangeAsync(Stage.Work, new CalendarChange { OnConflict = ConflictHandling.Follow });
        await Stage.BlockAsync("Focus", 12, 16);
        await Stage.AddEventAsync(Stage.Work, "Customer", At(from), At(to));
        await Stage.DetectAsync();
        await Stage.DetectAsync();

        Assert.Equal(left, string.Join('|', await Stage.BlockedAsync()));
        Assert.Empty(await Stage.ListAsync());
        Assert.Equal("“Work”", await Stage.World.ReadAsync(db => db.ConflictDecisions.Select(d => d.By).SingleAsync()));
        Assert.Equal(0, await Stage.World.ToldAsync(ConflictNotices.Kind));
    }

    [SkippableFact]
    public async Task A_booking_never_gives_way_by_itself()
    {
        await Stage.ChangeAsync(Stage.Work, new CalendarChange { OnConflict = ConflictHandling.Follow });
        await Stage.BookAsync("Interview", At(15), At(16));
        await Stage.AddEventAsync(Stage.Work, "Customer", At(15), At(16));

        Assert.Equal(ConflictKind.BookingAndEvent, (await Stage.SingleAsync()).Kind);
    }

    [SkippableFact]
    public async Task What_is_over_is_asked_no_more()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        await Stage.SingleAsync();

        Stage.World.Time.Advance(TimeSpan.FromDays(5));
        Assert.Empty(await Stage.ListAsync());
        Assert.Equal(At(15), (await Stage.SingleAsync(ConflictState.Resolved)).EndedAt);
    }

    [SkippableFact]
    public async Task Another_organization_sees_nothing_and_decides_nothing()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        var conflict = await Stage.SingleAsync();

        Assert.Empty((await Stage.World.Get<ListConflicts>().RunAsync(Stage.World.Carol, new ConflictQuery(null), default)).Value.Items);
        Assert.IsType<Domain.Failure.NotFound>((await Stage.World.Get<ListConflicts>().ReadAsync(Stage.World.Carol, conflict.Id, default)).Failure);
        Assert.Equal(0, (await Stage.World.Get<ListConflicts>().CountAsync(Stage.World.Carol, default)).Value.Count);
    }

    private readonly Guid _block = Guid.CreateVersion7();
}

public sealed class DetectConflictsOnSqliteTests() : DetectConflictsTests(DatabaseProvider.Sqlite);

public sealed class DetectConflictsOnPostgreSqlTests() : DetectConflictsTests(DatabaseProvider.PostgreSql);
