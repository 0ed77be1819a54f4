using System.Security.Cryptography;
using App.Infrastructure.Database;
using Xunit.Abstractions;

namespace App.Browser.Tests.Kills;

/// <summary>Apps that deliver are killed with -9: nothing is lost, and nothing comes twice but for what was under way.</summary>
public sealed class KilledDeliveriesTests(ITestOutputHelper output)
{
    private static readonly int Kills = LongRounds.Count(every: 4, @long: 20);
    private static readonly int Messages = LongRounds.Count(every: 10_000, @long: 50_000);

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite, 1)]
    [InlineData(DatabaseProvider.PostgreSql, 1)]
    [InlineData(DatabaseProvider.PostgreSql, 2)]
    public async Task Deliveries_survive_kills_without_a_loss_and_double_only_what_was_under_way(DatabaseProvider provider, int nodes)
    {
        Skip.If(provider == DatabaseProvider.PostgreSql && PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var house = await StormHouse.CreateAsync(provider, Messages);
        var (apps, underWay) = (Enumerable.Range(0, nodes).Select(_ => house.Launch()).ToList(), 0);
        try
        {
            for (var kill = 1; kill <= Kills; kill++)
            {
                var mark = Messages * kill / (Kills + 1);
                await Eventually.HoldsAsync($"{mark} deliveries", () => Task.FromResult(house.Came.Count >= mark || Exited(apps)));
                await Task.Delay(RandomNumberGenerator.GetInt32(20));
                var victim = kill % nodes;
                await apps[victim].KillAsync();
                underWay += await house.CutAsync();
                await apps[victim].DisposeAsync();
                apps[victim] = house.Launch();
            }

            await Eventually.HoldsAsync("the end", house.IsOverAsync);
        }
        finally
        {
            foreach (var app in apps)
            {
                await app.DisposeAsync();
            }
        }

        var doubled = house.Came.Values.Sum(times => times - 1);
        output.WriteLine($"{provider}, {nodes} node(s): {Kills} kills during {Messages} deliveries, {Messages - house.Came.Count} lost, {doubled} came twice, {underWay} were under way");
        Assert.Equal(Messages, house.Came.Count);
        Assert.Equal(Messages, (await house.DeliveredAsync()).Count);
        Assert.InRange(doubled, 0, underWay);
    }

    private static bool Exited(List<AppProcess> apps) => apps.Find(a => a.HasExited) is { } ended ? throw new InvalidOperationException(ended.Output) : false;
}
