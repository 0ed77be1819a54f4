using System.Diagnostics;
using App.Domain.Conflicts;
using App.Testing;
using NodaTime;

namespace Bench;

/// <summary>
/// How long it takes to find the conflicts among intervals, how that grows with their number, and what one changed event among all costs. The calendar grows in length, as calendars
/// do: twelve claims a day of three calendars, blocks and bookings, some of them copies or whole days; each source in order, as the database gives it. Beside it the same shuffled, and
/// all of them crowded into the 438 days that are kept.
/// </summary>
internal static class ConflictBench
{
    private const int PerDay = 12;
    private const int KeptDays = 438;
    private const double MostMilliseconds = 100;
    private const double MostExponent = 1.1;
    private const double MostIncremental = 1;
    private const int Edits = 2_000;

    private static readonly int[] Sizes = [1_000, 10_000, 100_000];
    private static readonly Instant Beginning = Instant.FromUtc(2026, 1, 1, 0, 0);

    public static int Run(int runs, int seed)
    {
        var report = new Report($"Conflicts: {PerDay} claims a day (seed {seed}), in memory, one core: 1 warm-up, {runs} runs");
        var measured = Sizes.ToDictionary(size => size, size => new Samples(Measure(Generate(size, size / PerDay, seed), runs)));
        foreach (var (size, samples) in measured)
        {
            report.Add($"{size} intervals, {ConflictSweep.Find(Generate(size, size / PerDay, seed)).Count} conflicts", samples, "ms", size == Sizes[^1] ? $"< {MostMilliseconds}" : "", $"conflicts.{size / 1000}k.ms", size == Sizes[^1] ? ms => ms < MostMilliseconds : null);
        }

        var exponent = Math.Log(measured[Sizes[^1]].Median / measured[Sizes[0]].Median) / Math.Log((double)Sizes[^1] / Sizes[0]);
        report.Add("growth exponent, 1k to 100k", new([exponent]), "", $"≤ {MostExponent}", "conflicts.growth_exponent", e => e <= MostExponent);
        var dense = Generate(Sizes[^1], KeptDays, seed);
        report.Add($"{Sizes[^1]} in {KeptDays} days, {ConflictSweep.Find(dense).Count} conflicts", new(Measure(dense, runs)), "ms", "", "conflicts.100k_crowded.ms");
        var shuffled = Generate(Sizes[^1], Sizes[^1] / PerDay, seed);
        new SeededNumbers((ulong)seed).Shuffle(shuffled);
        report.Add($"{Sizes[^1]} shuffled", new(Measure(shuffled, runs)), "ms", "", "conflicts.100k_shuffled.ms");
        report.Add($"one of {Sizes[^1]} changed, median of {Edits}", new(Incremental(runs, seed)), "ms", $"< {MostIncremental}", "conflicts.incremental.ms", ms => ms < MostIncremental);
        report.Print(Console.Out);
        return report.Reached ? 0 : 1;
    }

    /// <summary>Small inputs are measured many times over: one pass is shorter than what the clock and the collector do meanwhile.</summary>
    private static IEnumerable<double> Measure(Claim[] claims, int runs)
    {
        var repeats = Math.Max(1, Sizes[^1] / claims.Length);
        for (var run = 0; run <= runs; run++)
        {
            GC.Collect();
            var clock = Stopwatch.GetTimestamp();
            for (var i = 0; i < repeats; i++)
            {
                ConflictSweep.Find(claims);
            }

            var milliseconds = Stopwatch.GetElapsedTime(clock).TotalMilliseconds / repeats;
            if (run > 0)
            {
                yield return milliseconds;
            }
        }
    }

    /// <summary>An event moves, and the conflicts that come and go by it are told.</summary>
    private static IEnumerable<double> Incremental(int runs, int seed)
    {
        var random = new SeededNumbers((ulong)seed);
        var claims = Generate(Sizes[^1], Sizes[^1] / PerDay, seed);
        var index = new ClaimIndex(claims);
        for (var run = 0; run <= runs; run++)
        {
            var times = new double[Edits];
            for (var edit = 0; edit < Edits; edit++)
            {
                var at = random.Next(claims.Length);
                var moved = claims[at] with { Start = claims[at].Start + Duration.FromMinutes(30), End = claims[at].End + Duration.FromMinutes(30) };
                var clock = Stopwatch.GetTimestamp();
                index.Replace(claims[at], moved);
                times[edit] = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
                claims[at] = moved;
            }

            if (run > 0)
            {
                yield return new Samples(times).Median;
            }
        }
    }

    private static Claim[] Generate(int count, int days, int seed)
    {
        var random = new SeededNumbers((ulong)seed);
        var calendars = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).ToArray();
        var claims = new Claim[count];
        for (var i = 0; i < count; i++)
        {
            claims[i] = i > 0 && random.OneIn(10) && claims[i - 1].Meeting is not null
                ? claims[i - 1] with { Id = Guid.CreateVersion7(), CalendarId = random.Of(calendars) }
                : One(random, calendars, days, i);
        }

        return [.. claims.OrderBy(c => c.Source).ThenBy(c => c.CalendarId).ThenBy(c => c.Start).Select(c => c with { })];
    }

    private static Claim One(SeededNumbers random, Guid[] calendars, int days, int number)
    {
        var source = random.Of([ClaimSource.Event, ClaimSource.Event, ClaimSource.Event, ClaimSource.Event, ClaimSource.Block, ClaimSource.Booking]);
        var wholeDay = source == ClaimSource.Event && random.OneIn(40);
        var start = Beginning + Duration.FromDays(random.Next(days)) + (wholeDay ? Duration.Zero : Duration.FromMinutes(15 * random.Between(28, 80)));
        return new Claim(source, Guid.CreateVersion7(), start, start + (wholeDay ? Duration.FromDays(random.Between(1, 7)) : Duration.FromMinutes(15 * random.Between(1, 6))))
        {
            CalendarId = source == ClaimSource.Block ? null : random.Of(calendars),
            Meeting = source == ClaimSource.Event ? $"{number}@bench.example" : null,
            IsAllDay = wholeDay,
        };
    }
}
