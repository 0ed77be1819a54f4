using App.Domain;
using App.Domain.Availability;
using App.Domain.Time;
using App.Infrastructure.Availability.Blocks;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Availability;

/// <summary>Time that members block by hand, on every database.</summary>
public abstract class TimeBlockTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly LocalDateTime Monday = new(2026, 1, 19, 9, 0);
    private static readonly Instant MondayAt = Instant.FromUtc(2026, 1, 19, 8, 0);
    private static readonly Duration Week = Duration.FromDays(7);

    private World _world = null!;

    public async Task InitializeAsync() => _world = await World.BuildAsync(provider);

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_block_claims_its_time_and_says_where_busy_time_changed()
    {
        var block = await CreateAsync();

        Assert.Equal((Monday, "Europe/Berlin", 1L), (block.Start, block.TimeZone, block.Version));
        Assert.Equal([(MondayAt, MondayAt + Duration.FromHours(2))], await SpansAsync());
        Assert.Equal((1, MondayAt, MondayAt + Duration.FromHours(2)), await BusyAsync());
    }

    [SkippableFact]
    public async Task A_repeating_block_is_laid_out_as_far_as_calendars_are_kept()
    {
        await CreateAsync("FREQ=WEEKLY");

        var spans = await SpansAsync();
        var window = Window.Around(_world.Time.Now());
        Assert.Equal(MondayAt, spans[0].Start);
        Assert.InRange(spans[^1].Start, window.End - Week, window.End);
        Assert.Equal(Instant.FromUtc(2026, 3, 30, 7, 0), spans[10].Start); // Ten weeks on the clocks have changed.
    }

    [SkippableFact]
    public async Task A_new_title_leaves_busy_time_alone_and_a_new_time_moves_it()
    {
        var block = await CreateAsync();

        await ChangeAsync(block.Id, new BlockChange(Title: "Writing"));
        Assert.Equal(1, (await BusyAsync()).Version);

        await ChangeAsync(block.Id, new BlockChange(Start: Monday.PlusHours(5)));

        Assert.Equal([(MondayAt + Duration.FromHours(5), MondayAt + Duration.FromHours(7))], await SpansAsync());
        Assert.Equal((2, MondayAt, MondayAt + Duration.FromHours(7)), await BusyAsync());
        Assert.Equal("Writing", (await ReadAsync(block.Id)).Value.Title);
    }

    [SkippableFact]
    public async Task Deleting_frees_the_time()
    {
        var block = await CreateAsync("FREQ=DAILY;COUNT=3");

        Assert.True((await _world.Get<DeleteBlock>().RunAsync(_world.Alice, block.Id, null, block.Version, default)).IsOk);

        Assert.Empty(await SpansAsync());
        Assert.Equal((2, MondayAt, MondayAt + Duration.FromDays(2) + Duration.FromHours(2)), await BusyAsync());
        Assert.IsType<Failure.NotFound>((await ReadAsync(block.Id)).Failure);
    }

    [SkippableFact]
    public async Task One_occurrence_is_taken_out_and_the_others_stay()
    {
        var block = await CreateAsync("FREQ=WEEKLY;COUNT=3");

        await DeleteAsync(block.Id, new BlockPart(Monday.PlusWeeks(1)));

        Assert.Equal([MondayAt, MondayAt + Week + Week], (await SpansAsync()).Select(s => s.Start));
        Assert.Equal([Monday.PlusWeeks(1)], (await ReadAsync(block.Id)).Value.Excluded);
        Assert.IsType<Failure.NotFound>((await _world.Get<DeleteBlock>().RunAsync(_world.Alice, block.Id, new BlockPart(Monday.PlusWeeks(1)), null, default)).Failure);
    }

    [SkippableFact]
    public async Task The_last_occurrence_takes_its_block_with_it()
    {
        var block = await CreateAsync("FREQ=WEEKLY;COUNT=2");

        await DeleteAsync(block.Id, new BlockPart(Monday));
        var outcome = await DeleteAsync(block.Id, new BlockPart(Monday.PlusWeeks(1)));

        Assert.Null(outcome.Version);
        Assert.IsType<Failure.NotFound>((await ReadAsync(block.Id)).Failure);
    }

    [SkippableFact]
    public async Task One_occurrence_that_is_moved_becomes_a_block_of_its_own()
    {
        var block = await CreateAsync("FREQ=WEEKLY;COUNT=3");

        var outcome = await ChangeAsync(block.Id, new BlockChange(Start: Monday.PlusWeeks(1).PlusHours(1)), new BlockPart(Monday.PlusWeeks(1)));

        Assert.Equal([MondayAt, MondayAt + Week + Duration.FromHours(1), MondayAt + Week + Week], (await SpansAsync()).Select(s => s.Start));
        var own = (await ReadAsync(outcome.MadeId!.Value)).Value;
        Assert.Equal((Monday.PlusWeeks(1).PlusHours(3), null), (own.End, own.Rule));
        Assert.Contains("rule", Assert.IsType<Failure.Invalid>((await _world.Get<ChangeBlock>().RunAsync(_world.Alice, block.Id, new BlockChange(Rule: "FREQ=DAILY"), new BlockPart(Monday), null, default)).Failure).Errors.Keys);
    }

    [SkippableFact]
    public async Task One_and_all_that_follow_become_a_block_of_their_own()
    {
        var block = await CreateAsync("FREQ=WEEKLY;COUNT=4");
        await DeleteAsync(block.Id, new BlockPart(Monday.PlusWeeks(2)));

        var outcome = await ChangeAsync(block.Id, new BlockChange(Title: "Later", Start: Monday.PlusWeeks(1).PlusHours(1)), new BlockPart(Monday.PlusWeeks(1), Following: true));

        Assert.Equal([MondayAt, MondayAt + Week + Duration.FromHours(1), MondayAt + Week + Week + Week + Duration.FromHours(1)], (await SpansAsync()).Select(s => s.Start));
        var later = (await ReadAsync(outcome.MadeId!.Value)).Value;
        Assert.Equal(("Later", "FREQ=WEEKLY;COUNT=3"), (later.Title, later.Rule));
        Assert.Null((await ReadAsync(block.Id)).Value.Rule);
    }

    [SkippableFact]
    public async Task A_night_in_which_the_clocks_go_back_makes_no_block_shorter()
    {
        var night = new LocalDateTime(2026, 10, 24, 23, 0);
        var block = (await _world.Get<CreateBlock>().RunAsync(_world.Alice, new BlockInput("Sleep", night.PlusDays(-2), night.PlusDays(-2).PlusHours(4), Rule: "FREQ=DAILY;COUNT=4"), default)).Value;
        var before = await SpansAsync();

        var outcome = await ChangeAsync(block.Id, new BlockChange(Title: "Rest"), new BlockPart(night));

        Assert.Equal("Rest", (await ReadAsync(outcome.MadeId!.Value)).Value.Title);
        Assert.Equal(before, await SpansAsync());
        Assert.All(before, s => Assert.Equal(Duration.FromHours(4), s.End - s.Start));
    }

    [SkippableFact]
    public async Task What_the_clock_on_the_wall_can_not_say_of_all_that_follow_is_asked_about()
    {
        var night = new LocalDateTime(2026, 10, 24, 23, 0);
        var block = (await _world.Get<CreateBlock>().RunAsync(_world.Alice, new BlockInput("Sleep", night.PlusDays(-2), night.PlusDays(-2).PlusHours(4), Rule: "FREQ=DAILY;COUNT=4"), default)).Value;
        var before = await SpansAsync();

        var refused = await _world.Get<ChangeBlock>().RunAsync(_world.Alice, block.Id, new BlockChange(Title: "Rest"), new BlockPart(night, Following: true), null, default);
        Assert.Contains("end", Assert.IsType<Failure.Invalid>(refused.Failure).Errors.Keys);

        await ChangeAsync(block.Id, new BlockChange(Title: "Rest"), new BlockPart(night.PlusDays(1), Following: true));
        Assert.Equal(before, await SpansAsync());
    }

    [SkippableFact]
    public async Task A_part_that_was_deleted_since_is_not_put_back()
    {
        var block = await CreateAsync("FREQ=WEEKLY;COUNT=3");
        var moved = await ChangeAsync(block.Id, new BlockChange(Start: Monday.PlusWeeks(1).PlusHours(1)), new BlockPart(Monday.PlusWeeks(1)));
        await DeleteAsync(moved.MadeId!.Value, null);

        Assert.IsType<Failure.Stale>((await UndoAsync(moved)).Failure);
    }

    [SkippableFact]
    public async Task What_was_taken_out_stays_out_when_all_of_the_block_moves()
    {
        var block = await CreateAsync("FREQ=DAILY;COUNT=3");
        await DeleteAsync(block.Id, new BlockPart(Monday.PlusDays(1)));

        await ChangeAsync(block.Id, new BlockChange(Start: Monday.PlusHours(3)));

        Assert.Equal([MondayAt + Duration.FromHours(3), MondayAt + Duration.FromHours(51)], (await SpansAsync()).Select(s => s.Start));
    }

    [SkippableFact]
    public async Task A_change_can_be_undone_until_someone_changes_it_again()
    {
        var block = await CreateAsync("FREQ=WEEKLY;COUNT=3");
        var before = await SpansAsync();
        var moved = BlockOutcome.FromJson((await ChangeAsync(block.Id, new BlockChange(End: Monday.PlusWeeks(1).PlusHours(1)), new BlockPart(Monday.PlusWeeks(1)))).ToJson());

        Assert.True((await UndoAsync(moved)).IsOk);
        Assert.Equal(before, await SpansAsync());

        var deleted = await DeleteAsync(block.Id, null);
        Assert.True((await UndoAsync(deleted)).IsOk);
        Assert.Equal(before, await SpansAsync());
        Assert.True((await ReadAsync(block.Id)).Value.Version > deleted.Former.Version);

        var longer = await ChangeAsync(block.Id, new BlockChange(End: Monday.PlusHours(3)));
        await ChangeAsync(block.Id, new BlockChange(Title: "Writing"));
        Assert.IsType<Failure.Stale>((await UndoAsync(longer)).Failure);
    }

    [SkippableFact]
    public async Task Whoever_changes_what_she_has_not_seen_is_told()
    {
        var block = await CreateAsync();
        await ChangeAsync(block.Id, new BlockChange(Title: "Writing"));

        Assert.IsType<Failure.Stale>((await _world.Get<ChangeBlock>().RunAsync(_world.Alice, block.Id, new BlockChange(Title: "Reading"), null, block.Version, default)).Failure);
        Assert.IsType<Failure.Stale>((await _world.Get<DeleteBlock>().RunAsync(_world.Alice, block.Id, null, block.Version, default)).Failure);
    }

    [SkippableFact]
    public async Task Nobody_sees_or_changes_the_blocks_of_another()
    {
        var block = await CreateAsync();

        Assert.IsType<Failure.NotFound>((await _world.Get<ListBlocks>().ReadAsync(_world.Carol, block.Id, default)).Failure);
        Assert.IsType<Failure.NotFound>((await _world.Get<ChangeBlock>().RunAsync(_world.Carol, block.Id, new BlockChange(Title: "Mine"), null, null, default)).Failure);
        Assert.IsType<Failure.NotFound>((await _world.Get<DeleteBlock>().RunAsync(_world.Carol, block.Id, null, null, default)).Failure);
        Assert.Empty((await _world.Get<ListBlocks>().RunAsync(_world.Carol, null, 50, default)).Value.Items);
    }

    [SkippableFact]
    public async Task A_refused_block_stores_nothing_and_names_every_field()
    {
        var refused = await _world.Get<CreateBlock>().RunAsync(_world.Alice, new BlockInput("One\nTwo", Monday, Monday.PlusHours(-1)), default);

        Assert.Equal(["end", "title"], Assert.IsType<Failure.Invalid>(refused.Failure).Errors.Keys.Order());
        Assert.Equal(0, await _world.ReadAsync(db => db.TimeBlocks.CountAsync()));
        Assert.Equal(0, await _world.ReadAsync(db => db.BusyStates.CountAsync()));
    }

    [SkippableFact]
    public async Task Many_at_once_are_never_more_than_there_can_be()
    {
        await _world.ReadAsync(async db =>
        {
            for (var i = 0; i < TimeBlock.MostOfOne - 2; i++)
            {
                db.TimeBlocks.Add(new TimeBlock { Id = Guid.CreateVersion7(), OrganizationId = _world.Alice.OrganizationId, MemberId = _world.Alice.MemberId!.Value, Title = "Old", TimeZone = "Europe/Berlin", Start = Monday, End = Monday.PlusHours(1) });
            }

            return await db.SaveChangesAsync();
        });

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _world.Get<CreateBlock>().RunAsync(_world.Alice, new BlockInput("New", Monday, Monday.PlusHours(1)), default))));

        Assert.Equal(2, made.Count(m => m.IsOk));
        Assert.All(made.Where(m => !m.IsOk), m => Assert.Equal("too_many_blocks", m.Failure!.Code));
    }

    [SkippableFact]
    public async Task Every_week_what_has_come_near_is_laid_out_once_on_however_many_nodes()
    {
        await CreateAsync("FREQ=WEEKLY");
        var (before, busy) = (await SpansAsync(), await BusyAsync());
        Assert.Equal(0, await _world.Get<LayOutBlocks>().RunAsync(default));

        _world.Time.Advance(TimeSpan.FromDays(8));
        var other = _world.NewHub();
        var counts = await Task.WhenAll(_world.Get<LayOutBlocks>().RunAsync(default), other.GetRequiredService<LayOutBlocks>().RunAsync(default));

        Assert.InRange(counts.Sum(), 1, 2);
        var after = await SpansAsync();
        Assert.Equal(before, after.Take(before.Count));
        Assert.InRange(after.Count - before.Count, 1, 2);
        Assert.Equal(busy.Version + 1, (await BusyAsync()).Version);
        Assert.Equal(0, await _world.Get<LayOutBlocks>().RunAsync(default));
    }

    [SkippableFact]
    public async Task Other_editions_of_the_time_zones_lay_everything_out_again()
    {
        await CreateAsync();
        await _world.ReadAsync(db => db.TimeBlocks.ExecuteUpdateAsync(s => s.SetProperty(b => b.LaidOutBy, "of old")));

        Assert.Equal(1, await _world.Get<LayOutBlocks>().RunAsync(default));
        Assert.Equal(BlockSeries.Zones, await _world.ReadAsync(db => db.TimeBlocks.Select(b => b.LaidOutBy).SingleAsync()));
    }

    [SkippableFact]
    public async Task Times_are_listed_page_by_page_and_never_beyond_what_is_known()
    {
        await CreateAsync("FREQ=DAILY;COUNT=5");
        var list = _world.Get<ListBlocks>();
        var first = (await list.SpansAsync(_world.Alice, new BlockSpanQuery(MondayAt, MondayAt + Week, null, 3), default)).Value;
        var second = (await list.SpansAsync(_world.Alice, new BlockSpanQuery(MondayAt, MondayAt + Week, first.Next, 3), default)).Value;

        Assert.Equal(Enumerable.Range(0, 5).Select(d => MondayAt + Duration.FromDays(d)), first.Items.Concat(second.Items).Select(s => s.Start));
        Assert.Null(second.Next);
        Assert.Equal(Monday, first.Items[0].Occurrence);
        var now = _world.Time.Now();
        Assert.Contains("to", Assert.IsType<Failure.Invalid>((await list.SpansAsync(_world.Alice, new BlockSpanQuery(now, now + Duration.FromDays(401)), default)).Failure).Errors.Keys);
        Assert.Contains("from", Assert.IsType<Failure.Invalid>((await list.SpansAsync(_world.Alice, new BlockSpanQuery(now - Duration.FromDays(32), now), default)).Failure).Errors.Keys);
    }

    [SkippableFact]
    public async Task A_member_who_is_removed_leaves_no_blocks_behind()
    {
        await CreateAsync("FREQ=DAILY");

        foreach (var leaving in _world.Hub.GetServices<IMemberLeaving>())
        {
            await leaving.LeaveAsync(new Actor.Job(_world.Alice.OrganizationId, "test"), _world.Alice.MemberId!.Value, default);
        }

        Assert.Equal((0, 0), (await _world.ReadAsync(db => db.TimeBlocks.CountAsync()), await _world.ReadAsync(db => db.BlockSpans.CountAsync())));
    }

    private async Task<BlockView> CreateAsync(string? rule = null) =>
        (await _world.Get<CreateBlock>().RunAsync(_world.Alice, new BlockInput("Focus time", Monday, Monday.PlusHours(2), Rule: rule), default)).Value;

    private async Task<BlockOutcome> ChangeAsync(Guid id, BlockChange change, BlockPart? part = null) => (await _world.Get<ChangeBlock>().RunAsync(_world.Alice, id, change, part, null, default)).Value;

    private async Task<BlockOutcome> DeleteAsync(Guid id, BlockPart? part) => (await _world.Get<DeleteBlock>().RunAsync(_world.Alice, id, part, null, default)).Value;

    private Task<Result<BlockView>> ReadAsync(Guid id) => _world.Get<ListBlocks>().ReadAsync(_world.Alice, id, default);

    private async Task<Result<TimeBlock>> UndoAsync(BlockOutcome outcome)
    {
        await using var db = _world.Get<AppDatabase>().ForOrganization(_world.Alice);
        await using var write = await db.BeginWriteAsync(default);
        var restored = await RestoreBlock.ApplyAsync(db, await db.Members.SingleAsync(m => m.Id == _world.Alice.MemberId), outcome, _world.Time.Now(), default);
        if (restored.IsOk)
        {
            await write.CommitAsync(default);
        }

        return restored;
    }

    private Task<List<(Instant Start, Instant End)>> SpansAsync() =>
        _world.ReadAsync(async db => (await db.BlockSpans.OrderBy(s => s.Start).Select(s => new { s.Start, s.End }).ToListAsync()).ConvertAll(s => (s.Start, s.End)));

    private Task<(long Version, Instant? From, Instant? To)> BusyAsync() =>
        _world.ReadAsync(async db => await db.BusyStates.SingleAsync(s => s.MemberId == _world.Alice.MemberId) is var s ? (s.BusyVersion, s.ChangedFrom, s.ChangedTo) : default);
}

public sealed class TimeBlockOnSqliteTests() : TimeBlockTests(DatabaseProvider.Sqlite);

public sealed class TimeBlockOnPostgreSqlTests() : TimeBlockTests(DatabaseProvider.PostgreSql);
