using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Browser.Tests.Kills;

/// <summary>
/// The app in a process of its own over a data folder that the test looks into, and the vendor in another one, which lives on. The time a lease would take
/// to end after a kill is not waited for: the test ends it.
/// </summary>
internal sealed class Victim : IAsyncDisposable
{
    public const string Account = "alice@northwind.example";
    public const string CalendarName = "Killed";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _key;
    private AppProcess? _app;
    private Task _asked = Task.CompletedTask;

    private Victim(SandboxProcess sandbox, Hub hub, Calendar calendar, string key) => (Sandbox, Hub, Calendar, _key) = (sandbox, hub, calendar, key);

    public SandboxProcess Sandbox { get; }

    public Hub Hub { get; }

    public Calendar Calendar { get; }

    public string Output => _app?.Output ?? "";

    public static async Task<Victim> CreateAsync(int events)
    {
        var sandbox = await SandboxProcess.StartAsync();
        var made = await sandbox.Control.AddCalendarAsync(Account, new { summary = CalendarName });
        if (events > 0)
        {
            await sandbox.Control.AddEventsInBulkAsync(Account, made["id"]!.ToString(), new { count = events });
        }

        var hub = await Hub.CreateAsync(sandbox, Account, CancellationToken.None);
        var key = (await new CreateApiKey(hub.Database, TimeProvider.System).RunAsync(hub.Member, "Kills", mayWrite: true, CancellationToken.None)).Value.Secret;
        var victim = new Victim(sandbox, hub, await hub.CalendarAsync(CalendarName, CancellationToken.None), key);
        await victim.KeepOnlyAsync(victim.Calendar.Id);
        return victim;
    }

    public void Start() => _app = AppProcess.Launch(new AppProcessStart
    {
        Environment = "Production",
        Settings = new Dictionary<string, string?>(Sandbox.ProviderSettings())
        {
            ["Data:Folder"] = Hub.Folder,
            ["App:PublicUrl"] = "http://127.0.0.1:9",
            ["Auth:Issuer"] = "https://issuer.invalid",
            ["Auth:ClientId"] = "test",
            ["Auth:ClientSecret"] = "test",
        },
    });

    public Task ReadyAsync() => _app!.WaitUntilReadyAsync();

    /// <param name="held">What the app could not write for, let go once it is dead.</param>
    public async Task KillAsync(Write? held = null)
    {
        await _app!.KillAsync();
        await _asked;
        await _app.DisposeAsync();
        _app = null;
        await (held?.DisposeAsync() ?? ValueTask.CompletedTask);
        await using var db = Hub.Database.ForSystem("the leases of a killed process end");
        await db.Cursors.ExecuteUpdateAsync(s => s.SetProperty(c => c.LeaseUntil, (Instant?)null).SetProperty(c => c.LeaseOwner, (Guid?)null));
        await db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.LeaseUntil, (Instant?)null).SetProperty(g => g.LeaseOwner, (Guid?)null));
    }

    /// <summary>Asks the running app for something it may be killed in (<c>sync?full=true</c>, <c>refresh</c>), and does not wait for the answer.</summary>
    public void Ask(string what) => _asked = SendAsync(_app!.Client, $"/api/v1/connections/{Hub.ConnectionId}/{what}");

    /// <summary>Makes the calendar due, as its clock would.</summary>
    public async Task MakeDueAsync(bool full)
    {
        await using var db = Hub.Database.ForSystem("a test makes work");
        var now = TimeProvider.System.Now();
        await db.Cursors.Where(c => c.CalendarId == Calendar.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, now).SetProperty(c => c.FullRequested, full));
    }

    public async Task<T> ReadAsync<T>(Func<AppDbContext, Task<T>> read)
    {
        await using var db = Hub.Database.ForSystem("a test looks");
        return await read(db);
    }

    public Task<CalendarCursor> CursorAsync() => ReadAsync(db => db.Cursors.AsNoTracking().SingleAsync(c => c.CalendarId == Calendar.Id));

    public Task<StoredGrant> GrantAsync() => ReadAsync(db => db.Grants.AsNoTracking().SingleAsync(g => g.ConnectionId == Hub.ConnectionId));

    public Task<Connection> ConnectionAsync() => ReadAsync(db => db.Connections.AsNoTracking().SingleAsync(c => c.Id == Hub.ConnectionId));

    /// <summary>Looks until something is so; tells what the app printed when it never is.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            if (limit.IsCancellationRequested || _app is { HasExited: true })
            {
                throw new TimeoutException($"Never seen: {what}.{Environment.NewLine}{Output}");
            }

            await Task.Delay(5, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await Hub.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    private async Task SendAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { Authorization = new("Bearer", _key) } };
        try
        {
            (await client.SendAsync(request)).Dispose();
        }
        catch (HttpRequestException)
        {
            // The app was killed before it answered.
        }
    }

    /// <summary>Other calendars of the account would only blur what is counted.</summary>
    private async Task KeepOnlyAsync(Guid calendarId)
    {
        await using var db = Hub.Database.ForSystem("a test prepares");
        await db.Calendars.Where(c => c.Id != calendarId).ExecuteUpdateAsync(s => s.SetProperty(c => c.GoneSince, TimeProvider.System.Now()));
    }
}
