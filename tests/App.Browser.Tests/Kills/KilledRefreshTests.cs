using System.Security.Cryptography;
using App.Domain.Connections;
using App.Domain.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Xunit.Abstractions;

namespace App.Browser.Tests.Kills;

public sealed class KilledRefreshTests(ITestOutputHelper output)
{
    private const string Nothing = "No kill fell between the vendor's answer and our commit: the test proved nothing.";

    [Theory]
    [InlineData("none")]
    [InlineData("keep")]
    [InlineData("grace")]
    public async Task No_grant_is_lost_where_the_old_token_still_works(string mode)
    {
        await using var victim = await Victim.CreateAsync(events: 0);
        await victim.Sandbox.Control.ChangeSettingsAsync(new { refreshMode = mode });
        var cut = 0;
        victim.Start();
        for (var round = 0; round < Rounds; round++)
        {
            var before = await KillInRefreshAsync(victim, round);
            var killed = (await victim.GrantAsync()).Generation;
            await RestartAsync(victim, killed);

            Assert.Equal(ConnectionStatus.Active, (await victim.ConnectionAsync()).Status);
            Assert.True((await victim.GrantAsync()).Generation > killed);
            cut += (await StandAsync(victim)).NotStoredSince(before);
        }

        output.WriteLine($"{mode}: {cut} kills between the vendor's answer and our commit, 0 lost");
        Assert.True(cut > 0, Nothing);
    }

    [Fact]
    public async Task A_grant_lost_to_a_strict_vendor_is_counted_and_shown_at_once()
    {
        await using var victim = await Victim.CreateAsync(events: 0);
        await victim.Sandbox.Control.ChangeSettingsAsync(new { refreshMode = "strict" });
        var (cut, lost) = (0, 0);
        victim.Start();
        for (var round = 0; round < Rounds; round++)
        {
            var before = await KillInRefreshAsync(victim, round);
            await RestartAsync(victim, (await victim.GrantAsync()).Generation);

            var notStored = (await StandAsync(victim)).NotStoredSince(before);
            var connection = await victim.ConnectionAsync();
            Assert.Equal(notStored > 0 ? ConnectionStatus.NeedsReconnect : ConnectionStatus.Active, connection.Status);
            cut += notStored;
            if (connection.Status == ConnectionStatus.NeedsReconnect)
            {
                lost++;
                Assert.False(string.IsNullOrEmpty(connection.ErrorText));
                Assert.Equal(connection.Id, await victim.Hub.ConnectAsync(Victim.Account, CancellationToken.None));
            }
        }

        var stats = await victim.Sandbox.Control.StatsAsync();
        output.WriteLine($"strict: {cut} kills between the vendor's answer and our commit, {lost} lost");
        Assert.True(cut > 0, Nothing);
        Assert.Equal(cut, lost);
        Assert.Equal(lost, (int)stats["refreshGrantsLost"]!);
    }

    /// <summary>When a kill falls, in turn; the third and the fourth right after the answer, wherever that is.</summary>
    private enum Moment
    {
        BeforeTheCommit = 0,
        BeforeTheAnswer = 1,
        RightAfterTheAnswer = 2,
    }

    private static int Rounds => LongRounds.Count(every: 5, @long: 50);

    /// <summary>Kills the app in a refresh.</summary>
    /// <returns>How things stood before it.</returns>
    private static async Task<Stand> KillInRefreshAsync(Victim victim, int round)
    {
        await victim.ReadyAsync();
        var before = await StandAsync(victim);
        await ExpireAsync(victim);
        var moment = (Moment)Math.Min(round % 4, (int)Moment.RightAfterTheAnswer);
        if (moment is not Moment.RightAfterTheAnswer)
        {
            await victim.Sandbox.Control.AddFaultAsync(new { kind = "slow", operation = "token", count = 1, delayMs = moment == Moment.BeforeTheAnswer ? 60_000 : 2_000 });
        }

        victim.Ask("refresh");
        if (moment is not Moment.RightAfterTheAnswer)
        {
            await victim.UntilAsync("a refresh under way", async () => (await victim.GrantAsync()).LeaseOwner is not null);
        }

        // Nothing can be stored while somebody else writes.
        await using var db = victim.Hub.Database.ForSystem("a test writes for long");
        await using var held = moment == Moment.BeforeTheCommit ? await db.BeginWriteAsync(CancellationToken.None) : null;
        if (moment is not Moment.BeforeTheAnswer)
        {
            await victim.UntilAsync("a refresh at the vendor", async () => await AcceptedAsync(victim) > before.Accepted);
        }

        if (moment == Moment.RightAfterTheAnswer)
        {
            await Task.Delay(RandomNumberGenerator.GetInt32(4));
        }

        await victim.KillAsync(held);
        await victim.Sandbox.Control.ClearFaultsAsync();
        return before;
    }

    /// <summary>Starts again and waits until the grant is renewed or the member is asked; the app lives on to be killed in the next round.</summary>
    private static async Task RestartAsync(Victim victim, long generation)
    {
        await ExpireAsync(victim);
        await victim.MakeDueAsync(full: false);
        victim.Start();
        await victim.UntilAsync("a renewed grant, or the word that it is lost", async () =>
            (await victim.GrantAsync()).Generation > generation || (await victim.ConnectionAsync()).Status == ConnectionStatus.NeedsReconnect);
    }

    private static async Task ExpireAsync(Victim victim)
    {
        await victim.Sandbox.Control.ExpireAccessTokensAsync(Victim.Account);
        await using var db = victim.Hub.Database.ForSystem("a test lets time pass");
        var past = TimeProvider.System.Now() - Duration.FromMinutes(1);
        await db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.ExpiresAt, past).SetProperty(g => g.RetryAt, (Instant?)null).SetProperty(g => g.Failures, 0));
        await db.Connections.ExecuteUpdateAsync(s => s.SetProperty(c => c.RetryAt, (Instant?)null));
    }

    /// <summary>Reads both sides once the app has ended what it began by itself.</summary>
    private static async Task<Stand> StandAsync(Victim victim)
    {
        await victim.UntilAsync("the end of what the app began by itself", async () => await victim.CursorAsync() is { LeaseOwner: null } && (await victim.GrantAsync()).LeaseOwner is null);
        return new Stand(await AcceptedAsync(victim), (await victim.GrantAsync()).Generation);
    }

    private static async Task<int> AcceptedAsync(Victim victim) => (int)(await victim.Sandbox.Control.StatsAsync())["refreshesAccepted"]!;

    /// <summary>Refreshes the vendor accepted, and the generation stored here, which rises by one with each of them.</summary>
    private sealed record Stand(int Accepted, long Generation)
    {
        /// <summary>Refreshes the vendor answered and we did not store.</summary>
        public int NotStoredSince(Stand before) => Accepted - before.Accepted - (int)(Generation - before.Generation);
    }
}
