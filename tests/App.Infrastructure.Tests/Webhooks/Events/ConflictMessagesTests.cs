using App.Domain.Conflicts;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Tests.Conflicts;
using NodaTime.Text;
using static App.Infrastructure.Tests.Conflicts.Stage;

namespace App.Infrastructure.Tests.Webhooks.Events;

/// <summary>What endpoints are told of conflicts, on every database.</summary>
public abstract class ConflictMessagesTests(DatabaseProvider provider) : OnStage(provider)
{
    [SkippableFact]
    public async Task A_conflict_is_told_once_and_of_events_no_title()
    {
        await Stage.BookAsync("Interview Priya Nair", At(14), At(15));
        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14, 30), At(15, 30));
        var conflict = await Stage.SingleAsync();
        await Stage.WriteAsync(At(14), At(15), _ => Task.CompletedTask);
        await Stage.DetectAsync();
        var told = await Stage.World.TheAsync("conflict.detected");

        Assert.Equal((Stage.World.Alice.OrganizationId, conflict.Id, Stage.World.Alice.Id.ToString()), (told.OrganizationId, told.SubjectId, told.At("conflict.memberId")));
        Assert.Equal(("bookingAndEvent", InstantPattern.ExtendedIso.Format(At(14, 30)), InstantPattern.ExtendedIso.Format(At(15)), "false"), (told.At("conflict.kind"), told.At("conflict.start"), told.At("conflict.end"), told.At("givesWay")));
        Assert.Equal(("booking", "Interview Priya Nair", "event", "null", Stage.Private.ToString()), (told.At("conflict.first.source"), told.At("conflict.first.title"), told.At("conflict.second.source"), told.At("conflict.second.title"), told.At("conflict.second.calendarId")));
        Assert.DoesNotContain("Dentist", told.Data.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("conflict.detected 1", await Stage.World.AllAsync());
    }

    [SkippableFact]
    public async Task One_that_is_over_by_itself_is_told_and_one_that_returns_is_told_again()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        var dentist = await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        var id = (await Stage.SingleAsync()).Id;
        await Stage.MoveEventAsync(dentist, At(16), At(17));
        await Stage.DetectAsync();
        var over = await Stage.World.TheAsync("conflict.resolved");
        Assert.Equal((id, "resolved", "null"), (over.SubjectId, over.At("state"), over.At("outcome")));

        await Stage.MoveEventAsync(dentist, At(14, 30), At(17));
        await Stage.DetectAsync();
        Assert.Equal("conflict.detected 2, conflict.resolved 1", await Stage.World.AllAsync());
        Assert.All(await Stage.World.AllAsync("conflict.detected"), t => Assert.Equal(id, t.SubjectId));
    }

    [SkippableFact]
    public async Task A_decision_is_told_with_what_it_was_and_undoing_it_opens_the_conflict_again()
    {
        await Stage.BlockAsync("Lunch", 12, 13);
        await Stage.AddEventAsync(Stage.Work, "Review", At(12), At(13));
        var decision = (await Stage.ResolveAsync(await Stage.SingleAsync(), ResolutionKind.RemoveBlock)).Value;
        await Stage.DetectAsync();
        var decided = await Stage.World.TheAsync("conflict.resolved");
        Assert.Equal(("resolved", "removeBlock"), (decided.At("state"), decided.At("outcome")));

        Assert.True((await Stage.UndoAsync(decision)).IsOk);
        await Stage.DetectAsync();
        Assert.Equal("conflict.detected 2, conflict.resolved 1", await Stage.World.AllAsync());
    }

    [SkippableFact]
    public async Task Ignoring_is_told_and_what_is_refused_is_not()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        var conflict = await Stage.SingleAsync();
        Assert.False((await Stage.ResolveAsync(conflict, ResolutionKind.RemoveBlock)).IsOk);
        Assert.False((await Stage.ResolveAsync(conflict with { Version = 99 }, ResolutionKind.IgnoreOnce)).IsOk);
        Assert.Equal("conflict.detected 1", await Stage.World.AllAsync());

        Assert.True((await Stage.ResolveAsync(conflict, ResolutionKind.IgnoreOnce)).IsOk);
        Assert.Equal(("ignored", "ignoreOnce"), ((await Stage.World.TheAsync("conflict.resolved")).At("state"), (await Stage.World.TheAsync("conflict.resolved")).At("outcome")));
    }

    [SkippableFact]
    public async Task A_series_that_is_ignored_is_silent_with_all_its_conflicts()
    {
        for (var week = 0; week < 3; week++)
        {
            await Stage.AddEventAsync(Stage.Work, "Review", At(14, days: 7 * week), At(15, days: 7 * week), series: "review");
        }

        for (var week = 0; week < 2; week++)
        {
            await Stage.AddEventAsync(Stage.Private, "Dentist", At(14, days: 7 * week), At(15, days: 7 * week));
        }

        await Stage.DetectAsync();
        Assert.Equal("conflict.detected 2", await Stage.World.AllAsync());
        Assert.True((await Stage.ResolveAsync((await Stage.ListAsync())[0], ResolutionKind.IgnoreSeries)).IsOk);
        await Stage.AddEventAsync(Stage.Private, "School", At(14, days: 14), At(15, days: 14));
        await Stage.DetectAsync();
        Assert.Equal("conflict.detected 2, conflict.resolved 2", await Stage.World.AllAsync());
    }

    [SkippableFact]
    public async Task One_whose_time_is_over_is_told_to_be_over()
    {
        await Stage.AddEventAsync(Stage.Work, "Review", At(14), At(15));
        await Stage.AddEventAsync(Stage.Private, "Dentist", At(14), At(15));
        await Stage.DetectAsync();
        Stage.World.Time.AdvanceTo(At(16).ToDateTimeOffset());
        await Stage.DetectAsync();
        await Stage.DetectAsync();

        Assert.Equal("null", (await Stage.World.TheAsync("conflict.resolved")).At("outcome"));
    }
}

public sealed class ConflictMessagesOnSqliteTests() : ConflictMessagesTests(DatabaseProvider.Sqlite);

public sealed class ConflictMessagesOnPostgreSqlTests() : ConflictMessagesTests(DatabaseProvider.PostgreSql);
