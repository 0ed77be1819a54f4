using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Providers.CalDav;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Providers.CalDav;

/// <summary>A real CalDAV server, on every database.</summary>
public abstract class RadicaleTests(DatabaseProvider provider) : IAsyncLifetime
{
    private const string Calendar = "work";

    private RadicaleServer _server = null!;
    private World _world = null!;

    public async Task InitializeAsync()
    {
        if (Programs.Find("radicale") is not null)
        {
            (_server, _world) = (await RadicaleServer.StartAsync(), await World.BuildAsync(provider));
        }
    }

    public async Task DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Events_come_change_and_go_and_nothing_new_costs_one_request()
    {
        await MakeAsync();
        await _server.PutAsync(Calendar, "a.ics", Ics.WeeklyWithOverride("A", "Weekly"));
        await _server.PutAsync(Calendar, "old.ics", Ics.Event("O", "Old"));
        await _server.DeleteAsync(Calendar, "old.ics");
        await ConnectAsync();
        Assert.Equal(4, Assert.Single(await _world.SyncDueAsync()).Value.Added);

        Assert.Equal(1, Assert.Single(await _world.SyncNowAsync()).Value.Calls);

        await _server.PutAsync(Calendar, "a.ics", Ics.Event("A", "Once"));
        await _server.PutAsync(Calendar, "b.ics", Ics.Event("B", "Lunch"));
        Assert.Equal((2, 4), Counts(await _world.SyncNowAsync()));
        await _server.DeleteAsync(Calendar, "a.ics");
        Assert.Equal((0, 1), Counts(await _world.SyncNowAsync()));
        Assert.Equal("Lunch", Assert.Single(await _world.ReadAsync(db => db.Events.Select(e => e.Title).ToListAsync())));
    }

    [SkippableFact]
    public async Task A_token_it_does_not_know_leads_to_a_full_pass()
    {
        await MakeAsync();
        await _server.PutAsync(Calendar, "a.ics", Ics.Event("A", "Lunch"));
        await ConnectAsync();
        await _world.SyncDueAsync();
        await using (var db = _world.Get<AppDatabase>().ForSystem("test"))
        {
            await db.Cursors.ExecuteUpdateAsync(s => s.SetProperty(c => c.SyncToken, "sync:http://radicale.org/ns/sync/" + new string('0', 64)));
        }

        var run = Assert.Single(await _world.SyncNowAsync()).Value;

        Assert.True(run.Full);
        Assert.Equal(0, run.Added + run.Deleted);
    }

    [SkippableFact]
    public async Task A_wrong_password_and_an_account_without_calendars_are_named()
    {
        Skip.If(_server is null, "Radicale is not installed (Debian: apt-get install radicale)");
        var wrong = Assert.IsType<Failure.Invalid>((await OpenAsync("wrong")).Failure);
        Assert.Contains("password", wrong.Errors.Keys);

        await _server.MakeCalendarAsync("tasks", "VTODO");
        var empty = Assert.IsType<Failure.Invalid>((await OpenAsync(RadicaleServer.Password)).Failure);
        Assert.Contains("no calendar", Assert.Single(empty.Errors["url"]), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(RadicaleServer.UserName, false)]
    [InlineData(World.Email, true)]
    public async Task A_server_that_tells_no_mail_address_invites_from_a_user_name_that_is_one(string userName, bool invites)
    {
        await using var server = await RadicaleServer.StartAsync(userName);
        await server.MakeCalendarAsync(Calendar);
        var connection = (await _world.OpenAsync(CalDavProvider.Key, new AccountInput(server.Url, userName, RadicaleServer.Password))).Value.ConnectionId;
        var calendar = await _world.ReadAsync(db => db.Calendars.Where(c => c.ConnectionId == connection).Select(c => c.ExternalId).SingleAsync());
        var (key, start) = (Guid.CreateVersion7(), _world.Time.Now());
        var draft = new EventDraft { Title = "Interview", Time = new EventTime.Timed(start, start, NodaTime.DateTimeZone.Utc), Attendees = [new DraftAttendee("bob@northwind.example")] };

        var written = await _world.Get<Grants>().UseAsync(connection, (grant, ct) => _world.Hub.GetRequiredKeyedService<ICalendarWriter>(CalDavProvider.Key).CreateAsync(grant, calendar, key, draft, ct), default);

        Assert.True(written.IsOk, written.Failure?.Reason);
        Assert.Equal(invites, (await server.GetAsync(Calendar, written.Value.SeriesId!)).Contains("ORGANIZER:mailto:" + World.Email, StringComparison.Ordinal));
    }

    private async Task MakeAsync()
    {
        Skip.If(_server is null, "Radicale is not installed (Debian: apt-get install radicale)");
        await _server.MakeCalendarAsync(Calendar);
    }

    private async Task ConnectAsync()
    {
        var opened = await OpenAsync(RadicaleServer.Password);
        Assert.True(opened.IsOk, opened.Failure?.Reason);
    }

    private Task<Result<ConnectedAccount>> OpenAsync(string password) => _world.OpenAsync(CalDavProvider.Key, new AccountInput(_server.Url, RadicaleServer.UserName, password));

    private static (int Added, int Deleted) Counts(IReadOnlyList<Result<SyncRun>> runs) => (runs.Sum(r => r.Value.Added), runs.Sum(r => r.Value.Deleted));
}

public sealed class RadicaleOnSqliteTests() : RadicaleTests(DatabaseProvider.Sqlite);

public sealed class RadicaleOnPostgreSqlTests() : RadicaleTests(DatabaseProvider.PostgreSql);
