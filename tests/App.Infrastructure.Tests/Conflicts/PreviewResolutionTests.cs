using App.Domain.Conflicts;
using App.Infrastructure.Conflicts;
using App.Infrastructure.Conflicts.Resolutions;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using static App.Infrastructure.Tests.Conflicts.Stage;

namespace App.Infrastructure.Tests.Conflicts;

/// <summary>What decisions would do, one or many together, is what they do, on every database.</summary>
public abstract class PreviewResolutionTests(DatabaseProvider provider) : OnStage(provider)
{
    [SkippableFact]
    public async Task A_preview_of_many_tells_what_all_of_them_do_together_and_changes_nothing()
    {
        await Stage.BlockAsync("Morning", 8, 12);
        await Stage.AddEventAsync(Stage.Work, "Early", At(8), At(9));
        await Stage.AddEventAsync(Stage.Work, "Late", At(11), At(12));
        await Stage.AddEventAsync(Stage.Work, "One", At(15), At(16));
        await Stage.AddEventAsync(Stage.Private, "Other", At(15), At(16));
        await Stage.DetectAsync();
        var open = await Stage.ListAsync();
        var before = await Stage.World.ReadAsync(db => db.Conflicts.OrderBy(c => c.Id).Select(c => c.Version).ToListAsync());

        var preview = (await Stage.World.Get<PreviewResolution>().RunAsync(
            Stage.World.Alice, [new(open[0].Id, ResolutionKind.RemoveBlock), new(open[1].Id, ResolutionKind.RemoveBlock), new(open[2].Id, ResolutionKind.KeepBoth), new(Guid.CreateVersion7(), ResolutionKind.KeepBoth)], default)).Value;

        Assert.Equal(3, preview.Ended);
        Assert.Empty(preview.Arising);
        Assert.Equal([null, null, null, "not_found"], preview.Items.Select(i => i.Refused?.Code));
        Assert.Equal(before, await Stage.World.ReadAsync(db => db.Conflicts.OrderBy(c => c.Id).Select(c => c.Version).ToListAsync()));
        Assert.Equal(["Morning 15T08:00-15T12:00"], await Stage.BlockedAsync());
    }

    [SkippableTheory]
    [InlineData(ResolutionKind.RemoveBlock, "")]
    [InlineData(ResolutionKind.ShortenBlock, "Focus 15T14:00-15T17:00")]
    [InlineData(ResolutionKind.SplitBlock, "Focus 15T09:00-15T10:00|Focus 15T11:00-15T12:00|Focus 15T14:00-15T17:00")]
    public async Task What_several_claim_of_one_block_is_given_up_at_once_as_previewed_and_comes_back(ResolutionKind kind, string left)
    {
        await Stage.BlockAsync("Focus", 9, 17);
        await Stage.AddEventAsync(Stage.Work, "One", At(10), At(11));
        await Stage.AddEventAsync(Stage.Work, "Two", At(12), At(13));
        await Stage.AddEventAsync(Stage.Work, "Three", At(13), At(14));
        await Stage.DetectAsync();
        IReadOnlyList<ResolutionRequest> requests = [.. (await Stage.ListAsync()).Select(c => new ResolutionRequest(c.Id, kind, null, c.Version))];
        Assert.Equal(3, requests.Count);
        var preview = (await Stage.World.Get<PreviewResolution>().RunAsync(Stage.World.Alice, requests, default)).Value;
        Assert.Equal((3, 0), (preview.Ended, preview.Arising.Count));
        Assert.All(preview.Items, i => Assert.Null(i.Refused));

        var outcomes = (await Stage.World.Get<ResolveConflicts>().RunAsync(Stage.World.Alice, requests, default)).Value;

        Assert.All(outcomes, o => Assert.True(o.Decision.IsOk, o.Decision.Failure?.Reason));
        var decision = Assert.Single(outcomes.Select(o => o.Decision.Value).Distinct());
        Assert.Equal(left, string.Join('|', await Stage.BlockedAsync()));
        await Stage.DetectAsync();
        Assert.Empty(await Stage.ListAsync());

        Assert.True((await Stage.UndoAsync(decision)).IsOk);
        await Stage.DetectAsync();
        Assert.Equal(["Focus 15T09:00-15T17:00"], await Stage.BlockedAsync());
        Assert.Equal(3, (await Stage.ListAsync()).Count);
    }

    [SkippableFact]
    public async Task Two_ways_out_for_one_block_are_refused_alike_by_preview_and_resolving()
    {
        await Stage.BlockAsync("Focus", 9, 17);
        await Stage.AddEventAsync(Stage.Work, "One", At(10), At(11));
        await Stage.AddEventAsync(Stage.Work, "Two", At(12), At(13));
        await Stage.DetectAsync();
        var open = await Stage.ListAsync();
        ResolutionRequest[] requests = [new(open[0].Id, ResolutionKind.SplitBlock), new(open[1].Id, ResolutionKind.RemoveBlock)];

        var preview = (await Stage.World.Get<PreviewResolution>().RunAsync(Stage.World.Alice, requests, default)).Value;
        var outcomes = (await Stage.World.Get<ResolveConflicts>().RunAsync(Stage.World.Alice, requests, default)).Value;

        Assert.Equal([null, "one_way_at_a_time"], preview.Items.Select(i => i.Refused?.Code));
        Assert.Equal([null, "one_way_at_a_time"], outcomes.Select(o => o.Decision.Failure?.Code));
        Assert.Equal(["Focus 15T09:00-15T10:00", "Focus 15T11:00-15T17:00"], await Stage.BlockedAsync());
    }

    [SkippableFact]
    public async Task A_preview_counts_what_waits_and_not_what_was_decided_before()
    {
        await Stage.BlockAsync("Focus", 12, 17);
        await Stage.AddEventAsync(Stage.Work, "One", At(12), At(13));
        await Stage.AddEventAsync(Stage.Work, "Two", At(14), At(15));
        await Stage.DetectAsync();
        var open = await Stage.ListAsync();
        await Stage.ResolveAsync(open[0], ResolutionKind.KeepBoth);

        Assert.Equal(1, (await PreviewAsync(open[1], ResolutionKind.RemoveBlock)).Ended);
    }

    [SkippableFact]
    public async Task A_preview_of_a_series_counts_all_that_waits_of_it()
    {
        foreach (var days in new[] { 0, 7 })
        {
            await Stage.AddEventAsync(Stage.Work, "Weekly", At(14, days: days), At(15, days: days), series: "w");
            await Stage.AddEventAsync(Stage.Private, "Dentist", At(14, days: days), At(15, days: days));
        }

        await Stage.DetectAsync();

        Assert.Equal(2, (await PreviewAsync((await Stage.ListAsync())[0], ResolutionKind.IgnoreSeries)).Ended);
    }

    [SkippableFact]
    public async Task A_preview_of_a_move_refuses_what_moving_would()
    {
        await Stage.BookAsync("Interview", At(14), At(15));
        await Stage.AddEventAsync(Stage.Work, "Customer", At(14), At(16));
        var conflict = await Stage.SingleAsync();

        foreach (var to in new[] { At(15), At(17, 3), At(9, days: -5), At(9, days: 500) })
        {
            var preview = (await Stage.World.Get<PreviewResolution>().RunAsync(Stage.World.Alice, [new(conflict.Id, ResolutionKind.MoveBooking, null, null, to)], default)).Value;
            var refused = (await Stage.ResolveAsync(conflict, ResolutionKind.MoveBooking, to)).Failure!;
            Assert.Equal((0, refused.Code, refused.Reason), (preview.Ended, Assert.Single(preview.Items).Refused?.Code, preview.Items[0].Refused?.Reason));
        }
    }

    private async Task<ResolutionPreview> PreviewAsync(ConflictView conflict, ResolutionKind kind) => (await Stage.World.Get<PreviewResolution>().RunAsync(Stage.World.Alice, [new(conflict.Id, kind)], default)).Value;
}

public sealed class PreviewResolutionOnSqliteTests() : PreviewResolutionTests(DatabaseProvider.Sqlite);

public sealed class PreviewResolutionOnPostgreSqlTests() : PreviewResolutionTests(DatabaseProvider.PostgreSql);
