using App.Domain;
using App.Domain.Calendars;
using App.Domain.Conflicts;
using App.Infrastructure.Availability.Blocks;
using App.Infrastructure.Conflicts;
using App.Infrastructure.Conflicts.Resolutions;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static App.Infrastructure.Tests.Conflicts.Stage;

namespace App.Infrastructure.Tests.Conflicts;

/// <summary>Ways out of conflicts and back, on every database.</summary>
public abstract class ResolveConflictsTests(DatabaseProvider provider) : OnStage(provider)
{
    [SkippableTheory]
    [InlineData(ResolutionKind.RemoveBlock, "")]
    [InlineData(ResolutionKind.ShortenBlock, "Focus 15T14:00-15T17:00")]
    [InlineData(ResolutionKind.SplitBlock, "Focus 15T12:00-15T13:00|Focus 15T14:00-15T17:00")]
    public async Task Blocked_time_gives_way_as_previewed_and_comes_back(ResolutionKind kind, string left)
    {
        await Stage.BlockAsync("Focus", 12, 17);
        await Stage.AddEventAsync(Stage.Work, "Customer", At(13), At(14));
        var conflict = await Stage.SingleAsync();
        var preview = await PreviewAsync(conflict, kind);
        Assert.Equal((1, 0), (preview.Ended, preview.Arising.Count));
        Assert.Equal(["Focus 15T12:00-15T17:00"], await Stage.BlockedAsync());

        var decision = (await Stage.ResolveAsync(conflict, kind)).Value;

        Assert.Equal(left, string.Join('|', await Stage.BlockedAsync()));
        Assert.Equal(left.Length == 0 ? 0 : left.Split('|').Length, preview.Items[0].Changes.Count(c => c.After is not null));
        Assert.Equal(kind, (await Stage.SingleAsync(ConflictState.Resolved)).Outcome);
        Assert.True(Assert.Single(await HistoryAsync()).CanUndo);

        Assert.True((await Stage.UndoAsync(decision)).IsOk);
        Assert.Equal(["Focus 15T12:00-15T17:00"], await Stage.BlockedAsync());
        Assert.Equal(conflict.Id, (await Stage.SingleAsync()).Id);
        Assert.Equal("undone_already", (await Stage.UndoAsync(decision)).Failure!.Code);
        Assert.Equal("Alice Keller", Assert.Single(await HistoryAsync()).UndoneBy);
    }

    [SkippableFact]
    public async Task One_time_of_a_block_that_repeats_goes_alone_or_all_go()
    {
        await Stage.BlockAsync("Lunch", 12, 13, "FREQ=DAILY;COUNT=3");
        await Stage.AddEventAsync(Stage.Work, "Customer", At(12, days: 1), At(13, days: 1));
        var conflict = await Stage.SingleAsync();

        var once = (await Stage.ResolveAsync(conflict, ResolutionKind.RemoveBlock)).Value;
        Assert.Equal(["Lunch 15T12:00-15T13:00", "Lunch 17T12:00-17T13:00"], await Stage.BlockedAsync());
        Assert.True((await Stage.UndoAsync(once)).IsOk);

        var all = (await Stage.ResolveAsync(await Stage.SingleAsync(), ResolutionKind.RemoveBlockSeries)).Value;
        Assert.Empty(await Stage.BlockedAsync());
        Assert.True((await Stage.UndoAsync(all)).IsOk);
        Assert.Equal(3, (await Stage.BlockedAsync()).Count);
    }

    [SkippableFact]
    public async Task Suggestions_are_what_can_be_done()
    {
        await Stage.BlockAsync("Lunch", 12, 13, "FREQ=DAILY;COUNT=3");
        await Stage.AddEventAsync(Stage.Work, "Customer", At(12), At(12, 30));
        var conflict = await Stage.SingleAsync();

        Assert.Equal(
            ["Shorten “Lunch” to Thursday, 12:30–13:00", "Remove “Lunch” this time", "Remove all of “Lunch”", "Keep both", "Ignore this once", "Ignore every conflict of “Lunch”"],
            (await SuggestAsync(conflict)).Select(s => s.Text));
    }

    [SkippableFact]
    public async Task A_booking_moves_to_the_next_time_that_is_free()
    {
        var booking = await Stage.BookAsync("Interview", At(14), At(15));
        await Stage.AddEventAsync(Stage.Work, "Customer", At(14, 30), At(15, 30));
        var conflict = await Stage.SingleAsync();

        var way = (await SuggestAsync(conflict))[0];
        Assert.Equal((ResolutionKind.MoveBooking, booking, At(15, 30), "Move “Interview” to Thursday, 15:30–16:30"), (way.Kind, way.BookingId, way.To, way.Text));
        var preview = (await Stage.World.Get<PreviewResolution>().RunAsync(Stage.World.Alice, [new(conflict.Id, way.Kind, way.Side, null, way.To)], default)).Value;
        Assert.Equal((1, 0), (preview.Ended, preview.Arising.Count));
        Assert.Contains("to", Assert.IsType<Failure.Invalid>((await Stage.ResolveAsync(conflict, ResolutionKind.MoveBooking)).Failure).Errors.Keys);
        Assert.IsType<Failure.Invalid>((await Stage.ResolveAsync(conflict, ResolutionKind.RemoveBlock)).Failure);

        var decision = await Stage.ResolveAsync(conflict, ResolutionKind.MoveBooking, way.To);

        Assert.True(decision.IsOk, decision.Failure?.Reason);
        Assert.Equal((At(15, 30), At(16, 30)), await Stage.World.ReadAsync(async db => { var host = await db.BookingHosts.SingleAsync(); return (host.Start, host.End); }));
        Assert.Equal(ResolutionKind.MoveBooking, (await Stage.SingleAsync(ConflictState.Resolved)).Outcome);
        Assert.False(Assert.Single(await HistoryAsync()).CanUndo);
        Assert.Equal("not_undoable", (await Stage.UndoAsync(decision.Value)).Failure!.Code);
    }

    [SkippableFact]
    public async Task A_booking_does_not_move_onto_something_else()
    {
        await Stage.BookAsync("Interview", At(14), At(15));
        await Stage.AddEventAsync(Stage.Work, "Customer", At(14), At(16));
        var conflict = await Stage.SingleAsync();

        Assert.NotNull((await Stage.ResolveAsync(conflict, ResolutionKind.MoveBooking, At(15))).Failure);
        Assert.Equal(conflict.Id, (await Stage.SingleAsync()).Id);
    }

    [SkippableFact]
    public async Task What_was_told_is_taken_back_once_nothing_waits()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        var conflict = await Stage.SingleAsync();
        Assert.Null(await Stage.World.ReadAsync(db => db.Notifications.Select(n => n.ReadAt).SingleAsync()));

        await Stage.ResolveAsync(conflict, ResolutionKind.KeepBoth);

        Assert.NotNull(await Stage.World.ReadAsync(db => db.Notifications.Select(n => n.ReadAt).SingleAsync()));
    }

    [SkippableFact]
    public async Task Keeping_both_holds_until_one_of_them_moves()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        var dentist = await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        await Stage.ResolveAsync(await Stage.SingleAsync(), ResolutionKind.KeepBoth);

        await Stage.WriteAsync(At(14), At(15), _ => Task.CompletedTask);
        Assert.Equal(ResolutionKind.KeepBoth, (await Stage.SingleAsync(ConflictState.Resolved)).Outcome);

        await Stage.MoveEventAsync(dentist, At(14, 30), At(15, 30));
        Assert.Equal(At(14, 30), (await Stage.SingleAsync()).Start);
    }

    [SkippableFact]
    public async Task What_is_ignored_once_stays_so_wherever_it_moves()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        var dentist = await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        var decision = (await Stage.ResolveAsync(await Stage.SingleAsync(), ResolutionKind.IgnoreOnce)).Value;

        await Stage.MoveEventAsync(dentist, At(14, 30), At(15, 30));
        Assert.Equal(At(14, 30), (await Stage.SingleAsync(ConflictState.Ignored)).Start);

        Assert.True((await Stage.UndoAsync(decision)).IsOk);
        await Stage.SingleAsync();
    }

    [SkippableFact]
    public async Task A_series_that_is_ignored_is_silent_now_and_later_until_that_is_undone()
    {
        await Stage.AddEventAsync(Stage.Work, "Weekly", At(14), At(15), series: "w");
        await Stage.AddEventAsync(Stage.Work, "Weekly", At(14, days: 7), At(15, days: 7), series: "w");
        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        await Stage.AddEventAsync(Stage.Private, "Dentist again", At(14, days: 7), At(15, days: 7));
        await Stage.DetectAsync();
        var open = await Stage.ListAsync();
        Assert.Equal(2, open.Count);

        var decision = (await Stage.ResolveAsync(open[0], ResolutionKind.IgnoreSeries)).Value;
        await Stage.AddEventAsync(Stage.Private, "Later", At(14, days: 7), At(15, days: 7));
        await Stage.AddEventAsync(Stage.Work, "Weekly", At(14, days: 14), At(15, days: 14), series: "w");
        await Stage.AddEventAsync(Stage.Private, "A third", At(14, days: 14), At(15, days: 14));
        await Stage.DetectAsync();
        Assert.Equal(["Dentist again"], (await Stage.ListAsync()).Select(c => c.First.Title));
        Assert.Equal(4, (await Stage.ListAsync(ConflictState.Ignored)).Count);

        Assert.True((await Stage.UndoAsync(decision)).IsOk);
        await Stage.DetectAsync();
        Assert.Empty(await Stage.ListAsync(ConflictState.Ignored));
        Assert.Equal(5, (await Stage.ListAsync()).Count);
    }

    [SkippableFact]
    public async Task Many_are_decided_at_once_and_one_that_can_not_be_holds_up_none()
    {
        await Stage.BlockAsync("Morning", 8, 9);
        await Stage.BlockAsync("Noon", 12, 13);
        await Stage.AddEventAsync(Stage.Work, "Early", At(8), At(9));
        var gone = await Stage.AddEventAsync(Stage.Work, "Lunch", At(12), At(13));
        await Stage.DetectAsync();
        var open = await Stage.ListAsync();
        await Stage.World.ReadAsync(db => db.Events.Where(e => e.Id == gone).ExecuteDeleteAsync());

        var outcomes = (await Stage.World.Get<ResolveConflicts>().RunAsync(Stage.World.Alice, [.. open.Select(c => new ResolutionRequest(c.Id, ResolutionKind.RemoveBlock, null, c.Version))], default)).Value;

        Assert.Equal([null, "moved_on"], outcomes.Select(o => o.Decision.Failure?.Code));
        Assert.Equal(["Noon 15T12:00-15T13:00"], await Stage.BlockedAsync());
    }

    [SkippableFact]
    public async Task Where_both_repeat_it_has_to_be_said_whose_series_is_ignored()
    {
        await Stage.BlockAsync("Lunch", 12, 13, "FREQ=DAILY;COUNT=3");
        await Stage.AddEventAsync(Stage.Work, "Weekly", At(12), At(13), series: "w");
        var conflict = await Stage.SingleAsync();

        Assert.Contains("side", Assert.IsType<Failure.Invalid>((await Stage.ResolveAsync(conflict, ResolutionKind.IgnoreSeries)).Failure).Errors.Keys);
        Assert.Equal(2, (await SuggestAsync(conflict)).Count(s => s is { Kind: ResolutionKind.IgnoreSeries, Side: not null }));
    }

    [SkippableFact]
    public async Task That_a_series_is_ignored_is_found_and_undone_however_late()
    {
        await Stage.AddEventAsync(Stage.Work, "Weekly", At(14), At(15), series: "w");
        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        await Stage.ResolveAsync(await Stage.SingleAsync(), ResolutionKind.IgnoreSeries);
        Stage.World.Time.Advance(TimeSpan.FromDays(200));
        await Stage.World.Get<CleanUp>().RunAsync(default);

        var held = Assert.Single((await Stage.World.Get<ListHistory>().IgnoredSeriesAsync(Stage.World.Alice, default)).Value);
        Assert.True(held.CanUndo);
        Assert.True(Assert.Single(await HistoryAsync()).CanUndo);
        Assert.True((await Stage.UndoAsync(held.Id)).IsOk);

        Assert.Empty((await Stage.World.Get<ListHistory>().IgnoredSeriesAsync(Stage.World.Alice, default)).Value);
        Assert.Equal(0, await Stage.World.ReadAsync(db => db.IgnoredSeries.CountAsync()));
    }

    [SkippableFact]
    public async Task A_block_that_is_ignored_once_stays_so_wherever_it_is_dragged()
    {
        var block = await Stage.BlockAsync("Focus", 12, 17);
        await Stage.AddEventAsync(Stage.Work, "Customer", At(13), At(14));
        await Stage.ResolveAsync(await Stage.SingleAsync(), ResolutionKind.IgnoreOnce);

        await Stage.World.Get<ChangeBlock>().RunAsync(Stage.World.Alice, block, new BlockChange(Start: Thursday.At(new LocalTime(11, 0))), null, null, default);

        Assert.Equal(ResolutionKind.IgnoreOnce, (await Stage.SingleAsync(ConflictState.Ignored)).Outcome);
        Assert.Empty(await Stage.ListAsync());
    }

    [SkippableFact]
    public async Task A_block_does_not_give_way_to_what_claims_its_time_no_more()
    {
        await Stage.BlockAsync("Focus", 12, 17);
        var customer = await Stage.AddEventAsync(Stage.Work, "Customer", At(13), At(14));
        var conflict = await Stage.SingleAsync();
        await Stage.World.ReadAsync(db => db.Events.Where(e => e.Id == customer).ExecuteUpdateAsync(s => s.SetProperty(e => e.Response, Response.Declined)));

        Assert.Equal("moved_on", (await Stage.ResolveAsync(conflict, ResolutionKind.SplitBlock)).Failure!.Code);
        Assert.Equal(["Focus 15T12:00-15T17:00"], await Stage.BlockedAsync());
    }

    [SkippableFact]
    public async Task A_part_that_was_deleted_since_is_not_brought_back()
    {
        await Stage.BlockAsync("Focus", 12, 17);
        await Stage.AddEventAsync(Stage.Work, "Customer", At(13), At(14));
        var decision = (await Stage.ResolveAsync(await Stage.SingleAsync(), ResolutionKind.SplitBlock)).Value;
        var made = await Stage.World.ReadAsync(db => db.TimeBlocks.OrderByDescending(b => b.Start).Select(b => b.Id).FirstAsync());
        await Stage.World.Get<DeleteBlock>().RunAsync(Stage.World.Alice, made, null, null, default);

        Assert.Equal("moved_on", (await Stage.UndoAsync(decision)).Failure!.Code);
        Assert.Equal(["Focus 15T12:00-15T13:00"], await Stage.BlockedAsync());
    }

    [SkippableFact]
    public async Task A_block_that_was_changed_since_is_not_put_back()
    {
        var block = await Stage.BlockAsync("Focus", 12, 17);
        await Stage.AddEventAsync(Stage.Work, "Customer", At(12), At(13));
        var decision = (await Stage.ResolveAsync(await Stage.SingleAsync(), ResolutionKind.ShortenBlock)).Value;
        await Stage.World.Get<ChangeBlock>().RunAsync(Stage.World.Alice, block, new BlockChange(End: Thursday.At(new LocalTime(16, 0))), null, null, default);

        var refused = (await Stage.UndoAsync(decision)).Failure;

        Assert.Equal(("moved_on", "The block was changed since, so it can't be put back as it was."), (refused!.Code, refused.Reason));
        Assert.Equal(["Focus 15T13:00-15T16:00"], await Stage.BlockedAsync());
    }

    [SkippableFact]
    public async Task The_part_a_block_was_split_into_is_not_thrown_away_once_it_was_changed()
    {
        await Stage.BlockAsync("Focus", 12, 17);
        await Stage.AddEventAsync(Stage.Work, "Customer", At(13), At(14));
        var decision = (await Stage.ResolveAsync(await Stage.SingleAsync(), ResolutionKind.SplitBlock)).Value;
        var made = await Stage.World.ReadAsync(db => db.TimeBlocks.OrderByDescending(b => b.Start).Select(b => b.Id).FirstAsync());
        await Stage.World.Get<ChangeBlock>().RunAsync(Stage.World.Alice, made, new BlockChange(Title: "Mine"), null, null, default);

        Assert.Equal("moved_on", (await Stage.UndoAsync(decision)).Failure!.Code);
        Assert.Equal(["Focus 15T12:00-15T13:00", "Mine 15T14:00-15T17:00"], await Stage.BlockedAsync());
    }

    [SkippableFact]
    public async Task An_old_version_is_stale_and_what_is_over_can_not_be_undone()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        var conflict = await Stage.SingleAsync();
        Assert.IsType<Failure.Stale>((await Stage.ResolveAsync(conflict with { Version = conflict.Version - 1 }, ResolutionKind.KeepBoth)).Failure);

        var decision = (await Stage.ResolveAsync(conflict, ResolutionKind.KeepBoth)).Value;
        Assert.Equal("already_decided", (await Stage.ResolveAsync(await Stage.SingleAsync(ConflictState.Resolved), ResolutionKind.IgnoreOnce)).Failure!.Code);
        Stage.World.Time.Advance(TimeSpan.FromDays(5));
        Assert.Equal("over", (await Stage.UndoAsync(decision)).Failure!.Code);
        Assert.False(Assert.Single(await HistoryAsync()).CanUndo);
    }

    [SkippableFact]
    public async Task Whose_conflict_it_is_not_decides_nothing()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        var conflict = await Stage.SingleAsync();

        var refused = Assert.Single((await Stage.World.Get<ResolveConflicts>().RunAsync(Stage.World.Carol, [new(conflict.Id, ResolutionKind.KeepBoth)], default)).Value);
        Assert.IsType<Failure.NotFound>(refused.Decision.Failure);
        var decision = (await Stage.ResolveAsync(conflict, ResolutionKind.KeepBoth)).Value;
        Assert.IsType<Failure.NotFound>((await Stage.World.Get<UndoResolution>().RunAsync(Stage.World.Carol, decision, null, default)).Failure);
        Assert.Empty((await Stage.World.Get<ListHistory>().RunAsync(Stage.World.Carol, null, null, 50, default)).Value.Items);
    }

    [SkippableFact]
    public async Task Too_many_or_twice_the_same_is_refused_by_name()
    {
        var id = Guid.CreateVersion7();
        foreach (var requests in new ResolutionRequest[][] { [], [new(id, 0), new(id, 0)], [.. Enumerable.Range(0, 101).Select(_ => new ResolutionRequest(Guid.CreateVersion7(), 0))] })
        {
            Assert.Contains("conflicts", Assert.IsType<Failure.Invalid>((await Stage.World.Get<ResolveConflicts>().RunAsync(Stage.World.Alice, requests, default)).Failure).Errors.Keys);
        }
    }

    private async Task<ResolutionPreview> PreviewAsync(ConflictView conflict, ResolutionKind kind) => (await Stage.World.Get<PreviewResolution>().RunAsync(Stage.World.Alice, [new(conflict.Id, kind)], default)).Value;

    private async Task<IReadOnlyList<Suggestion>> SuggestAsync(ConflictView conflict) => (await Stage.World.Get<SuggestResolutions>().RunAsync(Stage.World.Alice, conflict.Id, default)).Value;

    private async Task<IReadOnlyList<DecisionView>> HistoryAsync() => (await Stage.World.Get<ListHistory>().RunAsync(Stage.World.Alice, null, null, 50, default)).Value.Items;
}

public sealed class ResolveConflictsOnSqliteTests() : ResolveConflictsTests(DatabaseProvider.Sqlite);

public sealed class ResolveConflictsOnPostgreSqlTests() : ResolveConflictsTests(DatabaseProvider.PostgreSql);
