using System.Security.Cryptography;
using App.Domain.Calendars;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace App.Browser.Tests.Kills;

public sealed class KilledSyncTests(ITestOutputHelper output)
{
    private const int Events = 300;
    private const int PageSize = 20;
    private const int Pages = Events / PageSize;

    [Fact]
    public async Task A_sync_that_is_killed_anywhere_loses_nothing_and_doubles_nothing()
    {
        await using var victim = await Victim.CreateAsync(Events);
        await victim.Sandbox.Control.ChangeSettingsAsync(new { pageSize = PageSize, latencyMs = 10 });
        var interrupted = 0;
        victim.Start();
        for (var round = 0; round < LongRounds.Count(every: 20, @long: 200); round++)
        {
            var before = await ChangeAtVendorAsync(victim, round);
            await victim.ReadyAsync();
            await victim.Sandbox.Control.ClearRequestsAsync();
            victim.Ask("sync?full=true");
            await KillWithinAsync(victim, page: 1 + RandomNumberGenerator.GetInt32(Pages));

            var killed = await victim.CursorAsync();
            interrupted += killed.Pass == Pass.None ? 0 : 1;
            await NothingKnownIsGoneAsync(victim, before);
            await FinishAsync(victim);
            await EverythingIsAsAtVendorAsync(victim);
        }

        output.WriteLine($"{interrupted} passes were cut in the middle");
        Assert.True(interrupted > 0, "No kill fell into a pass: the test proved nothing.");
    }

    /// <summary>Adds, changes and deletes a few, and returns the ids that were there before and still are.</summary>
    private static async Task<HashSet<string>> ChangeAtVendorAsync(Victim victim, int round)
    {
        var control = victim.Sandbox.Control;
        var ids = (await VendorAsync(victim)).Keys.Order(StringComparer.Ordinal).ToList();
        var known = await victim.ReadAsync(db => db.Events.Where(e => e.CalendarId == victim.Calendar.Id).Select(e => e.ExternalId).ToListAsync());
        await control.DeleteEventAsync(Victim.Account, victim.Calendar.ExternalId, ids[round % ids.Count]);
        await control.ChangeEventAsync(Victim.Account, victim.Calendar.ExternalId, ids[(round + 7) % ids.Count], new { summary = $"Changed in round {round}" });
        var start = TimeProvider.System.GetUtcNow().AddDays(1);
        await control.AddEventAsync(Victim.Account, victim.Calendar.ExternalId, new { summary = $"Added in round {round}", start = new { dateTime = start }, end = new { dateTime = start.AddHours(1) } });
        return [.. known.Intersect((await VendorAsync(victim)).Keys)];
    }

    /// <summary>Kills the app a moment after the vendor has answered so many pages.</summary>
    private static async Task KillWithinAsync(Victim victim, int page)
    {
        await victim.UntilAsync($"page {page}", async () =>
            (await victim.Sandbox.Control.RequestsAsync())["items"]!.AsArray().Count(r => r!["path"]!.ToString().Contains("/events", StringComparison.Ordinal)) >= page);
        await Task.Delay(RandomNumberGenerator.GetInt32(25));
        await victim.KillAsync();
    }

    /// <summary>Starts the app again; it lives on to be killed in the next round.</summary>
    private static async Task FinishAsync(Victim victim)
    {
        await victim.MakeDueAsync(full: (await victim.CursorAsync()).FullRequested);
        victim.Start();
        var asked = await victim.CursorAsync();
        await victim.UntilAsync("the end of the pass", async () => await victim.CursorAsync() is { Pass: Pass.None, FullRequested: false, LeaseOwner: null } cursor && cursor.DueAt > asked.DueAt);
    }

    private static async Task NothingKnownIsGoneAsync(Victim victim, HashSet<string> known)
    {
        var stored = await victim.ReadAsync(db => db.Events.Where(e => e.CalendarId == victim.Calendar.Id).Select(e => e.ExternalId).ToListAsync());
        Assert.Empty(known.Except(stored));
    }

    private static async Task EverythingIsAsAtVendorAsync(Victim victim)
    {
        var stored = await victim.ReadAsync(db => db.Events.Where(e => e.CalendarId == victim.Calendar.Id).Select(e => new { e.ExternalId, e.Title }).ToListAsync());
        var vendor = await VendorAsync(victim);
        Assert.Equal(vendor.Select(e => (e.Key, e.Value)).Order(), stored.Select(e => (e.ExternalId, e.Title)).Order());

        var running = await victim.ReadAsync(db => db.SyncRuns.CountAsync(r => r.CalendarId == victim.Calendar.Id && r.Status == SyncRunStatus.Running));
        Assert.Equal(0, running);
    }

    private static async Task<Dictionary<string, string>> VendorAsync(Victim victim) =>
        (await victim.Sandbox.Control.EventsAsync(Victim.Account, victim.Calendar.ExternalId))["items"]!.AsArray()
            .Where(e => e!["status"]?.ToString() != "cancelled")
            .ToDictionary(e => e!["id"]!.ToString(), e => e!["summary"]!.ToString());
}
