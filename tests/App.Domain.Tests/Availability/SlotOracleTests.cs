using App.Domain.Availability;

namespace App.Domain.Tests.Availability;

public sealed class SlotOracleTests
{
    private const int Rounds = 300;

    [Fact]
    public void Availability_equals_a_naive_look_at_every_minute()
    {
        var seen = new Dictionary<Verdict, int>();
        for (var seed = 1UL; seed <= Rounds; seed++)
        {
            var numbers = new SeededNumbers(seed);
            var random = new RandomHosts(numbers);
            var (grid, hosts) = (random.Grid, Enumerable.Range(0, numbers.Between(1, 4)).Select(_ => random.Next()).ToList());
            var table = SlotTable.Of(grid, hosts);
            for (var slot = 0; slot < grid.Count; slot++)
            {
                var expected = hosts.Select(h => new NaiveAvailability(h).Judge(grid[slot])).ToList();
                Assert.True(expected.SequenceEqual(Enumerable.Range(0, hosts.Count).Select(h => table.Of(slot, h))), $"Seed {seed}, {grid[slot]}");
                seen[expected[0]] = seen.GetValueOrDefault(expected[0]) + 1;
            }

            foreach (var mode in Enum.GetValues<HostMode>())
            {
                var naive = Enumerable.Range(0, grid.Count).Select(s => (s, NaiveAvailability.Together([.. Enumerable.Range(0, hosts.Count).Select(h => table.Of(s, h))], mode))).ToList();
                Assert.Equal(naive, Enumerable.Range(0, grid.Count).Select(s => (s, table.Of(s, mode))));
                Assert.Equal(naive.Where(n => n.Item2 != Verdict.Busy), table.Open(mode));
                Assert.Equal(naive.Where(n => n.Item2 != Verdict.Busy && n.s >= grid.Count / 2), table.Open(mode, grid.Count / 2));
            }
        }

        Assert.All(Enum.GetValues<Verdict>(), v => Assert.True(seen.GetValueOrDefault(v) > 500, $"{v}: {seen.GetValueOrDefault(v)}"));
    }

    [Fact]
    public void Explain_and_availability_never_disagree()
    {
        for (var seed = 1UL; seed <= Rounds; seed++)
        {
            var random = new RandomHosts(new SeededNumbers(seed));
            var (grid, host) = (random.Grid, random.Next());
            var table = SlotTable.Of(grid, [host]);
            for (var slot = 0; slot < grid.Count; slot++)
            {
                var explained = Explanation.Of(host, grid[slot], []);
                Assert.True(table.Of(slot, 0) == explained.Verdict, $"Seed {seed}, {grid[slot]}");
                Assert.Equal(explained.Verdict, Told(explained));
                Assert.All(explained.Against, r => Assert.False(r.IsFor));
                Assert.All(explained.For, r => Assert.True(r.IsFor));
            }
        }
    }

    /// <summary>The verdict that the reasons alone would give.</summary>
    private static Verdict Told(Explanation explained) =>
        explained.Against.Any(r => r.Kind != ReasonKind.Unknown) ? Verdict.Busy : explained.Against.Count > 0 ? Verdict.Unknown : Verdict.Free;
}
