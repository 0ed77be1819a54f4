using App.Domain;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Bookings;

/// <summary>Many at once, in two processes: one wins each time, and nobody sees how.</summary>
public abstract class DoubleBookingTests(DatabaseProvider provider) : BookingSuite(provider)
{
    [SkippableFact]
    public async Task One_of_many_gets_each_time()
    {
        var slots = Enumerable.Range(0, 10).Select(i => Tuesday + Duration.FromMinutes(30 * i)).ToList();
        IServiceProvider[] hubs = [World.Hub, World.NewHub()];
        var random = new SeededNumbers(7);
        var attempts = slots.SelectMany(s => Enumerable.Repeat(s, 20)).OrderBy(_ => random.Next(1000)).ToList();
        var outcomes = await Task.WhenAll(attempts.Select((slot, i) => Task.Run(() => TryBookAsync(Request(slot, Alice), hub: hubs[i % 2]))));

        Assert.Equal(10, outcomes.Count(o => o.IsOk));
        Assert.All(outcomes.Where(o => !o.IsOk), IsTaken);
        await NobodyIsDoubleBookedAsync(10);
    }

    [SkippableFact]
    public async Task Overlapping_bookings_of_several_hosts_never_deadlock()
    {
        var hosts = new List<Guid>();
        for (var i = 0; i < 8; i++)
        {
            hosts.Add((await JoinAsync($"Host {i}")).Id);
        }

        IServiceProvider[] hubs = [World.Hub, World.NewHub()];
        var random = new SeededNumbers(11);
        var requests = Enumerable.Range(0, 120).Select(_ => Request(Tuesday + Duration.FromMinutes(15 * random.Next(24)), [.. hosts.OrderBy(_ => random.Next(1000)).Take(4)])).ToList();
        var outcomes = await Task.WhenAll(requests.Select((request, i) => Task.Run(() => TryBookAsync(request, hub: hubs[i % 2]))));

        Assert.All(outcomes.Where(o => !o.IsOk), IsTaken);
        await NobodyIsDoubleBookedAsync(outcomes.Count(o => o.IsOk));
    }

    [SkippableFact]
    public async Task Moving_and_cancelling_at_once_leaves_every_cell_to_one()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 8; i++)
        {
            ids.Add(await BookAsync(Request(Tuesday + Duration.FromMinutes(30 * i), Alice, Bob.Id)));
        }

        var random = new SeededNumbers(3);
        var moves = ids.SelectMany(id => Enumerable.Range(0, 4).Select(_ => (id, to: Tuesday + Duration.FromMinutes(30 * random.Next(14))))).ToList();
        var outcomes = await Task.WhenAll(moves.Select((m, i) => Task.Run(() => i % 7 == 0 ? CancelAsync(m.id) : MoveAsync(m.id, At(m.to)))));

        Assert.All(outcomes.Where(o => !o.IsOk), o => Assert.True(o.Failure is Failure.Conflict or Failure.Stale, o.Failure!.ToString()));
        await NobodyIsDoubleBookedAsync(await World.ReadAsync(db => db.Bookings.CountAsync(b => b.Status == Domain.Bookings.BookingStatus.Pending)));
    }

    [SkippableFact]
    public async Task Whoever_says_no_version_is_never_told_that_hers_is_old()
    {
        var id = await BookAsync(Request(Tuesday, Alice, Bob.Id));
        var moved = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => Task.Run(() => MoveAsync(id, At(Tuesday + Duration.FromHours(i))))));
        Assert.All(moved, m => Assert.True(m.IsOk, m.Failure?.ToString()));

        var cancelled = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CancelAsync(id))));
        Assert.All(cancelled, c => Assert.True(c.IsOk, c.Failure?.ToString()));
        await NobodyIsDoubleBookedAsync(0);
    }

    private async Task NobodyIsDoubleBookedAsync(int bookings)
    {
        var claims = await World.ReadAsync(db => db.BookingHosts.Where(h => h.Claims).OrderBy(h => h.MemberId).ThenBy(h => h.Start).ToListAsync());
        Assert.Equal(bookings, claims.Select(c => c.BookingId).Distinct().Count());
        Assert.All(claims.GroupBy(c => c.MemberId), host => Assert.All(host.OrderBy(h => h.Start).Zip(host.OrderBy(h => h.Start).Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start)));
        Assert.Equal(claims.Sum(c => (int)(c.End - c.Start).TotalMinutes / 5), await CellsAsync());
    }
}

public sealed class DoubleBookingOnSqliteTests() : DoubleBookingTests(DatabaseProvider.Sqlite);

public sealed class DoubleBookingOnPostgreSqlTests() : DoubleBookingTests(DatabaseProvider.PostgreSql);
