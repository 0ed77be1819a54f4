using App.Domain;
using App.Domain.Availability;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Availability;

/// <summary>When members are free, on every database.</summary>
public abstract class ReadAvailabilityTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Window Wednesday = Diary.At(0, 480);

    private World _world = null!;
    private Diary _diary = null!;
    private Calendar _primary = null!;

    public async Task InitializeAsync()
    {
        _world = await World.BuildAsync(provider);
        await _world.ConnectAndSyncAsync();
        (_primary, _diary) = (await _world.PrimaryAsync(), new Diary(_world));
    }

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Events_blocks_and_bookings_make_her_busy_and_what_does_not_block_does_not()
    {
        await _diary.ForgetEventsAsync();
        await _diary.AddEventAsync(_primary, "meeting", 0, 60);
        await _diary.AddEventAsync(_primary, "shown as free", 60, 120, Transparency.Free);
        await _diary.BlockAsync(_world.Alice, 120, 180);
        await _diary.BookAsync(_world.Alice, 240, 300);
        await _diary.BookAsync(_world.Alice, 300, 360, claims: false);

        Assert.Equal([60, 180, 300, 360, 420], await FreeAsync());
    }

    [SkippableFact]
    public async Task What_is_told_free_is_judged_free_and_the_rest_is_not()
    {
        await _diary.BlockAsync(_world.Alice, 30, 75);
        await _diary.BookAsync(_world.Alice, 200, 245);
        await ChangeAsync(new AvailabilityRulesChange(BufferBeforeMinutes: 10, BufferAfterMinutes: 20, NoticeMinutes: 2 * 1440));
        var week = new Window(_world.Time.Now() - Duration.FromDays(1), _world.Time.Now() + Duration.FromDays(6));
        var told = (await AskAsync(new AvailabilityQuery(week.Start, week.End, 45) { Step = 15 })).Slots.ToDictionary(s => s.Start, s => s.Verdict);

        Assert.True(told.Count > 20);
        for (var at = told.Keys.Min(); at < week.End - Duration.FromMinutes(45); at += Duration.FromMinutes(15))
        {
            var slot = new Window(at, at + Duration.FromMinutes(45));
            var judged = await _diary.JudgeAsync(_world.Alice, slot);
            var explained = (await _world.Get<ExplainTime>().RunAsync(_world.Alice, new TimeQuery(slot.Start, slot.End), default)).Value;
            Assert.Equal(told.GetValueOrDefault(at, Verdict.Busy), judged.Verdict);
            Assert.Equal(judged.Verdict, explained.Verdict);
            Assert.Equal(judged.Reasons, explained.Against.Select(r => r.Reason));
        }
    }

    [SkippableFact]
    public async Task An_event_that_a_booking_wrote_is_not_counted_beside_it()
    {
        await _diary.ForgetEventsAsync();
        var booking = await _diary.BookAsync(_world.Alice, 60, 120, (_primary.Id, "ours"));
        await _diary.AddEventAsync(_primary, "ours", 60, 120);
        var theirs = await _diary.AddEventAsync(_primary, "theirs", 90, 150);

        var judged = await _diary.JudgeAsync(_world.Alice, Diary.At(60, 120));
        Assert.Equal([(ReasonKind.Event, theirs), (ReasonKind.Booking, booking)], judged.Reasons.Select(r => (r.Kind, r.Subject!.Value)).Order());

        Assert.Equal(theirs, (await _diary.JudgeAsync(_world.Alice, Diary.At(60, 120), booking)).Reasons.Single().Subject);
        Assert.Equal(Verdict.Free, (await _diary.JudgeAsync(_world.Alice, Diary.At(45, 90), booking)).Verdict);
    }

    [SkippableFact]
    public async Task A_bookings_event_that_was_moved_in_the_calendar_claims_where_it_went()
    {
        await _diary.ForgetEventsAsync();
        var booking = await _diary.BookAsync(_world.Alice, 60, 120, (_primary.Id, "ours"));
        var moved = await _diary.AddEventAsync(_primary, "ours", 180, 240);

        Assert.Equal(moved, (await _diary.JudgeAsync(_world.Alice, Diary.At(180, 240))).Reasons.Single().Subject);
        Assert.Equal(Verdict.Free, (await _diary.JudgeAsync(_world.Alice, Diary.At(180, 240), booking)).Verdict);
    }

    [SkippableFact]
    public async Task Hosts_are_free_together_or_one_of_them_is()
    {
        await _diary.ForgetEventsAsync();
        var bob = await _diary.SettleAsync();
        await _diary.BlockAsync(_world.Alice, 0, 240);
        await _diary.BlockAsync(bob, 180, 420);

        Assert.Equal([420], await FreeAsync(hosts: [_world.Alice.Id, bob.Id]));
        var any = await AskAsync(new AvailabilityQuery(Wednesday.Start, Wednesday.End, 60) { Step = 60, Mode = HostMode.Any, Hosts = [_world.Alice.Id, bob.Id] });
        Assert.Equal([(0, "B"), (60, "B"), (120, "B"), (240, "A"), (300, "A"), (360, "A"), (420, "AB")], any.Slots.Select(s => (MinutesOf(s.Start), string.Concat(s.Hosts.Select(h => h == bob.Id ? "B" : "A")))));
    }

    [SkippableFact]
    public async Task A_colleague_learns_when_and_never_what()
    {
        await _diary.ForgetEventsAsync();
        var bob = await _diary.SettleAsync();
        await _diary.AddEventAsync(_primary, "Secret meeting", 60, 120);
        await _diary.BlockAsync(_world.Alice, 120, 150, "Secret block");

        var asked = (await _world.Get<ReadAvailability>().RunAsync(bob, new AvailabilityQuery(Wednesday.Start, Wednesday.End, 60) { Hosts = [_world.Alice.Id], WithBusy = true }, default)).Value.Hosts.Single();
        Assert.Equal([(60, 150)], asked.Busy!.Select(b => (MinutesOf(b.Start), MinutesOf(b.End))));
        Assert.All(asked.Busy!, b => Assert.Empty(b.Reasons));
        Assert.NotEmpty(asked.Sources);
        Assert.All(asked.Sources, s => Assert.Equal((null, null), (s.CalendarId, s.Name)));

        var explained = (await _world.Get<ExplainTime>().RunAsync(bob, new TimeQuery(Diary.At(100, 0).Start, Host: _world.Alice.Id), default)).Value;
        Assert.Equal((Verdict.Busy, ReasonKind.Busy), (explained.Verdict, explained.Against.Single().Reason.Kind));
        Assert.All(explained.Against.Concat(explained.For), r => Assert.Equal((null, null, null, null), (r.Title, r.Calendar, r.Reason.Subject, r.Reason.CalendarId)));

        var own = (await _world.Get<ExplainTime>().RunAsync(_world.Alice, new TimeQuery(Diary.At(100, 0).Start), default)).Value;
        Assert.Equal(("Secret meeting", _primary.Name), (own.Against.Single().Title, own.Against.Single().Calendar));
    }

    [SkippableFact]
    public async Task A_colleague_is_told_that_a_time_is_too_far_away_and_not_that_a_calendar_is_unknown()
    {
        var bob = await _diary.SettleAsync();
        var far = _world.Time.Now() + Duration.FromDays(405);

        var explained = (await _world.Get<ExplainTime>().RunAsync(bob, new TimeQuery(far, Host: _world.Alice.Id), default)).Value;

        Assert.Equal(Judgement.TooFar, Assert.Single(explained.Against, r => r.Reason.Kind == ReasonKind.Unknown).Reason.Note);
    }

    [SkippableFact]
    public async Task What_blocks_not_is_told_however_much_blocks_before_it()
    {
        await _diary.ForgetEventsAsync();
        for (var i = 0; i < 60; i++)
        {
            await _diary.AddEventAsync(_primary, $"meeting {i}", 0, 60);
        }

        await _diary.AddEventAsync(_primary, "shown as free", 30, 60, Transparency.Free);

        var explained = (await _world.Get<ExplainTime>().RunAsync(_world.Alice, new TimeQuery(Wednesday.Start, Wednesday.Start + Duration.FromHours(1)), default)).Value;

        Assert.Equal("shown as free", Assert.Single(explained.For, r => r.Reason.Kind == ReasonKind.DoesNotBlock).Title);
    }

    [SkippableFact]
    public async Task Nobody_of_another_organization_is_there_to_be_asked_about()
    {
        var query = new AvailabilityQuery(Wednesday.Start, Wednesday.End, 60) { Hosts = [_world.Alice.Id, _world.Carol.Id] };
        Assert.IsType<Failure.NotFound>((await _world.Get<ReadAvailability>().RunAsync(_world.Alice, query, default)).Failure);
        Assert.IsType<Failure.NotFound>((await _world.Get<ExplainTime>().RunAsync(_world.Carol, new TimeQuery(Diary.Nine, Host: _world.Alice.Id), default)).Failure);
    }

    [SkippableFact]
    public async Task Many_slots_come_page_by_page()
    {
        var query = new AvailabilityQuery(Wednesday.Start, Wednesday.Start + Duration.FromDays(30), 30) { Step = 15 };
        var (whole, paged) = ((await AskAsync(query with { Limit = AvailabilityQuery.MostSlots })).Slots, new List<SlotView>());
        for (string? cursor = null; ; )
        {
            var page = await AskAsync(query with { Limit = 100, Cursor = cursor });
            paged.AddRange(page.Slots);
            if ((cursor = page.Next) is null)
            {
                break;
            }
        }

        Assert.True(whole.Count > 200);
        Assert.Equal(whole.Select(s => s.Start), paged.Select(s => s.Start));
    }

    [SkippableFact]
    public async Task Her_rules_hold_from_when_she_changed_them_and_an_old_copy_changes_nothing()
    {
        await _diary.ForgetEventsAsync();
        var before = (await _world.Get<ReadAvailabilityRules>().RunAsync(_world.Alice, default)).Value;
        Assert.Equal((0, WorkingHours.Usual), (before.Version, before.Hours));
        var (version, seen) = (await VersionAsync(), await ChangedAsync());

        var hours = new[] { new WorkingTime(IsoDayOfWeek.Wednesday, new LocalTime(10, 0), new LocalTime(12, 0)), new WorkingTime(IsoDayOfWeek.Wednesday, new LocalTime(13, 0), new LocalTime(14, 0)) };
        Assert.True((await ChangeAsync(new AvailabilityRulesChange(hours), 0)).IsOk);
        Assert.IsType<Failure.Stale>((await ChangeAsync(new AvailabilityRulesChange(NoticeMinutes: 5), 0)).Failure);
        Assert.Equal([60, 120, 240], await FreeAsync());
        Assert.Equal(version + 1, await VersionAsync());
        Assert.Equal(seen, await ChangedAsync());

        Assert.True((await ChangeAsync(new AvailabilityRulesChange(Hours: []), 1)).IsOk);
        Assert.Empty(await FreeAsync());
    }

    [SkippableFact]
    public async Task Rules_out_of_bounds_are_refused_by_field()
    {
        var wrong = new AvailabilityRulesChange([new WorkingTime(IsoDayOfWeek.Monday, new LocalTime(17, 0), new LocalTime(9, 0))], AvailabilityRules.MostBuffer + 1, -1, AvailabilityRules.MostNotice + 1);
        var refused = Assert.IsType<Failure.Invalid>((await ChangeAsync(wrong)).Failure);
        Assert.Equal(["bufferAfterMinutes", "bufferBeforeMinutes", "noticeMinutes", "workingHours"], refused.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0, await _world.ReadAsync(db => db.AvailabilityRules.CountAsync()));
    }

    [SkippableFact]
    public async Task Two_first_changes_at_once_leave_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ChangeAsync(new AvailabilityRulesChange(NoticeMinutes: i), 0)));
        Assert.Single(answers, a => a.IsOk);
        Assert.Equal(7, answers.Count(a => a.Failure is Failure.Stale));
    }

    private Task<Result<Done>> ChangeAsync(AvailabilityRulesChange change, long? version = null) => _world.Get<ChangeAvailabilityRules>().RunAsync(_world.Alice, change, version, default);

    private Task<(Instant?, Instant?)> ChangedAsync() =>
        _world.ReadAsync(async db => await db.BusyStates.SingleAsync(s => s.MemberId == _world.Alice.Id) is var s ? (s.ChangedFrom, s.ChangedTo) : default);

    private Task<long> VersionAsync() => _world.ReadAsync(db => db.BusyStates.Where(s => s.MemberId == _world.Alice.Id).Select(s => s.BusyVersion).SingleAsync());

    private async Task<AvailabilityView> AskAsync(AvailabilityQuery query) => (await _world.Get<ReadAvailability>().RunAsync(_world.Alice, query, default)).Value;

    /// <summary>Hours of Wednesday that are free, as minutes after nine.</summary>
    private async Task<List<int>> FreeAsync(params IReadOnlyList<Guid> hosts)
    {
        var answer = await AskAsync(new AvailabilityQuery(Wednesday.Start, Wednesday.End, 60) { Step = 60, Hosts = hosts });
        Assert.All(answer.Slots, s => Assert.Equal(Verdict.Free, s.Verdict));
        return [.. answer.Slots.Select(s => MinutesOf(s.Start))];
    }

    private static int MinutesOf(Instant at) => (int)(at - Diary.Nine).TotalMinutes;
}

public sealed class ReadAvailabilityOnSqliteTests() : ReadAvailabilityTests(DatabaseProvider.Sqlite);

public sealed class ReadAvailabilityOnPostgreSqlTests() : ReadAvailabilityTests(DatabaseProvider.PostgreSql);
