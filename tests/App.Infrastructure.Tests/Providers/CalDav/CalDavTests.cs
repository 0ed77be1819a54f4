using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Providers.AppleCalendar;
using App.Infrastructure.Providers.CalDav;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Tests.Providers.CalDav;

/// <summary>Apple's account of Alice in the sandbox, kept in step by CalDAV, on every database.</summary>
public abstract class CalDavTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string AppPassword = "qwnz-cclo-jsig-qotp";
    private const string Primary = "primary";

    private World _world = null!;

    private SandboxControl Control => _world.Control.Of("caldav");

    public async Task InitializeAsync() => _world = await World.BuildAsync(provider);

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task An_app_specific_password_connects_and_the_first_pass_stores_every_occurrence()
    {
        var connected = await ConnectAsync();

        var runs = await _world.SyncDueAsync();

        Assert.False(connected.Revived);
        Assert.Equal(3, runs.Count);
        Assert.All(runs, r => Assert.Equal((SyncRunStatus.Succeeded, SyncTrigger.FirstSync, true, 0), (r.Value.Status, r.Value.Trigger, r.Value.Full, r.Value.SetAside)));
        Assert.NotEmpty(await TitlesAsync());
        Assert.All(await _world.ReadAsync(db => db.Calendars.ToListAsync()), c => Assert.NotNull(c.TrueUpTo));
    }

    [SkippableFact]
    public async Task The_ordinary_password_is_refused_with_how_to_make_the_right_one()
    {
        var refused = Assert.IsType<Failure.Invalid>((await OpenAsync("Sommer-2026!")).Failure);

        Assert.Contains("app-specific password", Assert.Single(refused.Errors["password"]), StringComparison.Ordinal);
        Assert.Equal(0, await _world.ReadAsync(db => db.Connections.CountAsync()));
    }

    [SkippableFact]
    public async Task An_app_specific_password_that_was_ended_is_told_apart()
    {
        var refused = Assert.IsType<Failure.Invalid>((await OpenAsync("abcd-efgh-ijkl-mnop")).Failure);

        Assert.Contains("may have been ended", Assert.Single(refused.Errors["password"]), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_changes_there_is_added_changed_and_deleted_here_and_rows_keep_their_ids()
    {
        await ConnectAndSyncAsync();
        await PutAsync("a.ics", Ics.Weekly("A", "Weekly"));
        Assert.Equal((4, 0, 0), Total(await _world.SyncNowAsync()));
        var before = await RowsAsync("A");

        await Control.ChangeEventAsync(World.Email, Primary, "a.ics", new { ics = Ics.WeeklyWithOverride("A", "Weekly") });
        Assert.Equal((0, 4, 0), Total(await _world.SyncNowAsync()));
        Assert.Equal(before.Keys, (await RowsAsync("A")).Keys);
        Assert.Equal("2026-01-22T14:00:00Z", (await RowsAsync("A"))["A/20260122T090000Z"].Start.ToString());

        await Control.ChangeEventAsync(World.Email, Primary, "a.ics", new { ics = Ics.Weekly("A", "Weekly", "EXDATE;TZID=Europe/Berlin:20260129T100000") });
        Assert.Equal((0, 3, 1), Total(await _world.SyncNowAsync()));
        Assert.Equal(before["A/20260115T090000Z"].Id, (await RowsAsync("A"))["A/20260115T090000Z"].Id);

        await Control.DeleteEventAsync(World.Email, Primary, "a.ics");
        Assert.Equal((0, 0, 3), Total(await _world.SyncNowAsync()));
        Assert.Empty(await RowsAsync("A"));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pass_that_finds_nothing_costs_one_request_per_calendar(bool syncCollection)
    {
        await Control.ChangeSettingsAsync(new { vendor = "caldav", syncCollection });
        await ConnectAndSyncAsync();
        await Control.ClearRequestsAsync();

        Assert.Equal((0, 0, 0), Total(await _world.SyncNowAsync()));

        Assert.Equal(3, (await Control.RequestsAsync())["items"]!.AsArray().Count);
    }

    [SkippableTheory]
    [InlineData("forbidden403")]
    [InlineData("conflict409")]
    [InlineData("gone410")]
    [InlineData("error500")]
    public async Task A_refused_token_leads_to_a_full_pass_that_loses_nothing(string invalidSyncToken)
    {
        await Control.ChangeSettingsAsync(new { vendor = "caldav", invalidSyncToken });
        await ConnectAndSyncAsync();
        await PutAsync("gone.ics", Ics.Event("G", "Soon gone"));
        await _world.SyncNowAsync();
        var before = await TitlesAsync();
        await Control.DeleteEventAsync(World.Email, Primary, "gone.ics");
        await Control.ExpireSyncTokensAsync(World.Email);

        var runs = await _world.SyncNowAsync();

        Assert.All(runs, r => Assert.True(r.Value.Full));
        Assert.Equal((0, 0, 1), Total(runs));
        Assert.Equal(before.Where(t => t != "Soon gone"), await TitlesAsync());
    }

    public static TheoryData<string> Variants => ["{\"syncCollection\":false}", "{\"tombstonesAtFirstSync\":true}", "{\"listsCollection\":false}", "{\"rewriteBodies\":true}", "{\"absoluteHrefs\":true}", "{\"otherHost\":true}", "{\"prefixes\":\"usual\"}", "{\"prefixes\":\"odd\"}", "{\"pageSize\":3}"];

    [SkippableTheory]
    [MemberData(nameof(Variants))]
    public async Task Every_kind_of_server_gives_the_same(string settings)
    {
        await PutAsync("old.ics", Ics.Event("O", "Old"));
        await Control.DeleteEventAsync(World.Email, Primary, "old.ics");
        var change = System.Text.Json.Nodes.JsonNode.Parse(settings)!.AsObject();
        change["vendor"] = "caldav";
        await Control.ChangeSettingsAsync(change);
        await ConnectAndSyncAsync();
        var seeded = await TitlesAsync();
        await PutAsync("a.ics", Ics.WeeklyWithOverride("A", "Weekly"));
        await PutAsync("b.ics", Ics.Event("B", "Lunch"));
        await _world.SyncNowAsync();
        await Control.ChangeEventAsync(World.Email, Primary, "a.ics", new { ics = Ics.Event("A", "Once") });
        await Control.DeleteEventAsync(World.Email, Primary, "b.ics");

        Assert.All(await _world.SyncNowAsync(), r => Assert.True(r.IsOk, r.Failure?.Reason));
        Assert.Equal(seeded.Append("Once").Order(StringComparer.Ordinal), await TitlesAsync());

        await _world.SyncNowAsync(full: true);
        Assert.Equal(seeded.Append("Once").Order(StringComparer.Ordinal), await TitlesAsync());
    }

    [SkippableFact]
    public async Task A_resource_that_cannot_be_read_is_set_aside_and_what_is_known_of_it_stays()
    {
        await ConnectAndSyncAsync();
        await PutAsync("a.ics", Ics.Weekly("A", "Weekly"));
        await _world.SyncNowAsync();
        await Control.ChangeEventAsync(World.Email, Primary, "a.ics", new { ics = Ics.Weekly("A", "Changed") });
        await Control.AddFaultAsync(new { kind = "malformedEvent", count = 1 });

        Assert.Equal(1, (await _world.SyncNowAsync()).Sum(r => r.Value.SetAside));
        Assert.Equal(4, (await RowsAsync("A")).Count);

        await _world.SyncNowAsync(full: true);
        Assert.All((await RowsAsync("A")).Values, e => Assert.Equal("Changed", e.Title));
    }

    [SkippableFact]
    public async Task A_password_that_was_ended_asks_for_a_new_one_which_revives_the_connection()
    {
        var connected = await ConnectAndSyncAsync();
        await Control.RevokeAsync(World.Email);
        await _world.SyncNowAsync();
        Assert.Equal(ConnectionStatus.NeedsReconnect, (await _world.ConnectionAsync(connected)).Status);
        Assert.Equal(1, await _world.ToldAsync("connection.needs_reconnect"));

        var fresh = (string)(await Control.PasswordAsync(World.Email))["appPassword"]!;
        var again = (await OpenAsync(fresh, connected)).Value;

        Assert.Equal((connected, true), (again.ConnectionId, again.Revived));
        Assert.Equal(ConnectionStatus.Active, (await _world.ConnectionAsync(connected)).Status);
        Assert.All(await _world.SyncDueAsync(), r => Assert.True(r.IsOk));
    }

    [SkippableFact]
    public async Task Another_account_does_not_take_a_connections_place()
    {
        var connected = await ConnectAndSyncAsync();

        var refused = await _world.OpenAsync(AppleCalendarProvider.Key, new AccountInput(null, "bob@northwind.example", "tldn-wkcl-ygcn-yxex"), connected);

        Assert.Contains("another account", Assert.Single(Assert.IsType<Failure.Invalid>(refused.Failure).Errors["userName"]), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Any_server_connects_by_its_address_and_what_is_no_CalDAV_server_is_named()
    {
        var found = await _world.OpenAsync(CalDavProvider.Key, new AccountInput(_world.SandboxUrl + "/sandbox/caldav/", World.Email, AppPassword));
        Assert.True(found.IsOk);

        var other = await _world.OpenAsync(CalDavProvider.Key, new AccountInput(_world.SandboxUrl + "/sandbox/google/", World.Email, AppPassword));
        Assert.Contains("CalDAV", Assert.Single(Assert.IsType<Failure.Invalid>(other.Failure).Errors["url"]), StringComparison.Ordinal);

        var nobody = await _world.OpenAsync(CalDavProvider.Key, new AccountInput($"http://localhost:{Ports.Free()}/", World.Email, AppPassword));
        Assert.Contains("can't be reached", Assert.IsType<Failure.Unavailable>(nobody.Failure).Reason, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_password_is_stored_sealed_only()
    {
        await ConnectAndSyncAsync();

        var sealedBytes = await _world.ReadAsync(db => db.Grants.Select(g => g.Sealed).SingleAsync());

        Assert.DoesNotContain(AppPassword, System.Text.Encoding.UTF8.GetString(sealedBytes), StringComparison.Ordinal);
    }

    private Task<Result<ConnectedAccount>> OpenAsync(string password, Guid? revive = null) =>
        _world.OpenAsync(AppleCalendarProvider.Key, new AccountInput(null, World.Email, password), revive);

    private async Task<ConnectedAccount> ConnectAsync()
    {
        var opened = await OpenAsync(AppPassword);
        Assert.True(opened.IsOk, opened.Failure?.Reason);
        return opened.Value;
    }

    private async Task<Guid> ConnectAndSyncAsync()
    {
        var connected = await ConnectAsync();
        Assert.All(await _world.SyncDueAsync(), r => Assert.True(r.IsOk, r.Failure?.Reason));
        return connected.ConnectionId;
    }

    private Task PutAsync(string name, string ics) => Control.AddEventAsync(World.Email, Primary, new { name, ics });

    private Task<List<string>> TitlesAsync() => _world.ReadAsync(async db => (await db.Events.Select(e => e.Title).ToListAsync()).Order(StringComparer.Ordinal).ToList());

    private Task<SortedDictionary<string, CalendarEvent>> RowsAsync(string uid) =>
        _world.ReadAsync(async db => new SortedDictionary<string, CalendarEvent>(await db.Events.Where(e => e.ICalUid == uid).ToDictionaryAsync(e => e.ExternalId), StringComparer.Ordinal));

    private static (int Added, int Changed, int Deleted) Total(IReadOnlyList<Result<SyncRun>> runs) =>
        (runs.Sum(r => r.Value.Added), runs.Sum(r => r.Value.Changed), runs.Sum(r => r.Value.Deleted));
}

public sealed class CalDavOnSqliteTests() : CalDavTests(DatabaseProvider.Sqlite);

public sealed class CalDavOnPostgreSqlTests() : CalDavTests(DatabaseProvider.PostgreSql);
