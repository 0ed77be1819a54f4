using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Infrastructure.Availability;
using App.Infrastructure.Bookings;
using App.Infrastructure.Calendars;
using App.Infrastructure.Conflicts;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks;
using App.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Tests;

/// <summary>
/// Alice of Northwind and Carol of Fabrikam, the vendor's side over HTTP, and the product's use cases on an empty database; one clock for all,
/// which stands until a test moves it.
/// </summary>
public sealed class World : IAsyncDisposable
{
    public const string Email = "alice@northwind.example";

    private const string Google = "google-calendar";

    private readonly WebApplication _sandbox;
    private readonly Network _network;
    private readonly DirectoryInfo _folder;
    private readonly List<ServiceProvider> _hubs = [];
    private readonly HttpClient _browser;
    private readonly DatabaseProvider _provider;
    private readonly string _connection;
    private readonly string? _file;

    private World(WebApplication sandbox, Network network, DirectoryInfo folder, DatabaseProvider provider, string connection, string? file, ManualTime time)
    {
        (_sandbox, _network, _folder, _provider, _connection, _file, Time) = (sandbox, network, folder, provider, connection, file, time);
        _browser = new HttpClient(network.NewHandler()) { BaseAddress = network.Reach(sandbox) };
        Control = new SandboxControl(_browser);
        Hub = NewHub();
    }

    public ManualTime Time { get; }

    public SandboxControl Control { get; }

    /// <summary>Where the vendors are, without a slash at its end.</summary>
    public string SandboxUrl => _browser.BaseAddress!.ToString().TrimEnd('/');

    /// <summary>The product, as one process has it.</summary>
    public IServiceProvider Hub { get; }

    public Actor.Person Alice { get; private set; } = null!;

    public Actor.Person Carol { get; private set; } = null!;

    public static async Task<World> BuildAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, Network? network = null)
    {
        network ??= new Network();
        var folder = Directory.CreateTempSubdirectory("world-");
        var (connection, file) = await EmptyDatabase.CreateAsync(provider);
        var time = new ManualTime();
        var sandbox = await StartSandboxAsync(network, folder, time);
        var world = new World(sandbox, network, folder, provider, connection, file, time);
        await world.SettleAsync();
        return world;
    }

    public T Get<T>()
        where T : notnull => Hub.GetRequiredService<T>();

    /// <summary>The product once more on the same database, as another process would have it.</summary>
    /// <param name="change">What this process has of its own.</param>
    public IServiceProvider NewHub(Action<IServiceCollection>? change = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(SandboxProviders.At(SandboxUrl)).Build();
        var services = new ServiceCollection()
            .AddLogging(l => l.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<PublicUrl>()
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development })
            .Configure<AppOptions>(o => o.PublicUrl = new Uri("http://hub.localhost:5080"))
            .Configure<ProvidersOptions>(configuration.GetSection(ProvidersOptions.Section))
            .AddAppDatabase(_provider, _connection)
            .AddSeals(Path.Combine(_folder.FullName, "keys"))
            .AddProviders()
            .AddAccountConnections()
            .AddCalendars()
            .AddAvailability()
            .AddBookings()
            .AddConflicts()
            .AddWebhooks()
            .AddMonitoring()
            .AddSingleton<RefreshGrants>()
            .AddSingleton<FinishAuthorizations>()
            .AddSingleton<CheckConnections>()
            .AddSingleton<CleanUp>();
        _network.Carry(services);
        change?.Invoke(services);

        // Made anew after two minutes otherwise, which a handler of a test's own can't be.
        services.ConfigureAll<HttpClientFactoryOptions>(o => o.HandlerLifetime = Timeout.InfiniteTimeSpan);
        var hub = services.BuildServiceProvider();
        _hubs.Add(hub);
        return hub;
    }

    /// <summary>The operator loses the folder of the key ring; processes begun afterwards make a new one.</summary>
    public void LoseKeyRing() => Directory.Move(KeyFolder, KeyFolder + ".lost");

    /// <summary>The operator finds its files and puts them back.</summary>
    public void FindKeyRing()
    {
        foreach (var key in Directory.GetFiles(KeyFolder + ".lost"))
        {
            File.Copy(key, Path.Combine(KeyFolder, Path.GetFileName(key)));
        }
    }

    /// <summary>Connects an account as a member does: wizard, consent, callback.</summary>
    public async Task<AttemptView> ConnectAsync(string account = Email, IEnumerable<string>? scopes = null, Guid? revive = null, Actor? actor = null, string provider = Google)
    {
        var answer = await AnswerAsync(await AllowAsync(account, scopes, revive, actor, provider), actor);
        Assert.Null(answer.Problem);
        return (await Get<ReadAttempt>().RunAsync(actor ?? Alice, answer.AttemptId!.Value, default)).Value;
    }

    /// <summary>The vendor's answer to a consent, not yet handed in.</summary>
    public async Task<AuthorizationCallback> AllowAsync(string account = Email, IEnumerable<string>? scopes = null, Guid? revive = null, Actor? actor = null, string provider = Google)
    {
        var started = (await Get<StartAuthorization>().RunAsync(actor ?? Alice, new AuthorizationRequest(provider, null, revive), default)).Value;
        return Callback(await SandboxConsent.AllowAsync(_browser, started.Url, account, scopes));
    }

    public async Task<AuthorizationCallback> RefuseAsync(string provider = Google)
    {
        var started = (await Get<StartAuthorization>().RunAsync(Alice, new AuthorizationRequest(provider), default)).Value;
        return Callback(await SandboxConsent.RefuseAsync(_browser, started.Url));
    }

    public Task<AuthorizationAnswer> AnswerAsync(AuthorizationCallback callback, Actor? actor = null) => Get<CompleteAuthorization>().RunAsync(actor ?? Alice, callback, default);

    /// <summary>Connects Alice's account and syncs all of its calendars.</summary>
    public async Task<Guid> ConnectAndSyncAsync(string provider = Google)
    {
        var id = (await ConnectAsync(provider: provider)).ConnectionId!.Value;
        await SyncDueAsync();
        return id;
    }

    /// <summary>Connects an account by what is typed.</summary>
    public Task<Result<ConnectedAccount>> OpenAsync(string provider, AccountInput input, Guid? revive = null, Actor? actor = null, IServiceProvider? hub = null) =>
        (hub ?? Hub).GetRequiredService<ConnectAccount>().RunAsync(actor ?? Alice, new AccountRequest(provider, input, revive), default);

    /// <summary>Works off everything that is due, as the pump does.</summary>
    public async Task<IReadOnlyList<Result<SyncRun>>> SyncDueAsync(IServiceProvider? hub = null)
    {
        hub ??= Hub;
        var outcomes = new List<Result<SyncRun>>();
        while (await hub.GetRequiredService<SyncClaims>().ClaimDueAsync(100, default) is { Count: > 0 } claims)
        {
            foreach (var claim in claims)
            {
                outcomes.Add(await hub.GetRequiredService<SyncCalendar>().RunAsync(claim, default));
            }
        }

        return outcomes;
    }

    /// <summary>Asks for a pass over everything of Alice's and runs it.</summary>
    public async Task<IReadOnlyList<Result<SyncRun>>> SyncNowAsync(bool full = false)
    {
        await Get<RequestSync>().RunAsync(Alice, new SyncRequest(Full: full), default);
        return await SyncDueAsync();
    }

    public async Task<T> ReadAsync<T>(Func<AppDbContext, Task<T>> read)
    {
        await using var db = Get<AppDatabase>().ForSystem("test");
        return await read(db);
    }

    public Task<Connection> ConnectionAsync(Guid id) => ReadAsync(db => db.Connections.SingleAsync(c => c.Id == id));

    /// <summary>The first calendar of Alice's account.</summary>
    public Task<Calendar> PrimaryAsync() => ReadAsync(db => db.Calendars.SingleAsync(c => c.IsPrimary && db.Connections.Any(x => x.Id == c.ConnectionId && x.AccountName == Email)));

    /// <summary>What is stored of a calendar, by the vendor's ids.</summary>
    public Task<List<string>> StoredIdsAsync(Guid calendar) => ReadAsync(db => db.Events.Where(e => e.CalendarId == calendar).Select(e => e.ExternalId).OrderBy(i => i).ToListAsync());

    public Task<int> ToldAsync(string kind) => ReadAsync(db => db.Notifications.CountAsync(n => n.Kind == kind));

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in _hubs)
        {
            await hub.DisposeAsync();
        }

        await _sandbox.DisposeAsync();
        _browser.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        if (_file is not null)
        {
            File.Delete(_file);
        }
    }

    private string KeyFolder => Path.Combine(_folder.FullName, "keys");

    private static async Task<WebApplication> StartSandboxAsync(Network network, DirectoryInfo folder, ManualTime time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        network.Serve(builder);
        builder.Logging.ClearProviders();
        builder.Configuration["Sandbox:Folder"] = Path.Combine(folder.FullName, "vendors");
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSandbox(builder.Configuration);
        network.Carry(builder.Services);
        var sandbox = builder.Build();
        sandbox.MapSandbox();
        await sandbox.StartAsync();
        return sandbox;
    }

    private static AuthorizationCallback Callback(Uri url)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(url.Query);
        return new AuthorizationCallback(query.GetValueOrDefault("state"), query.GetValueOrDefault("code"), query.GetValueOrDefault("error"));
    }

    private async Task SettleAsync()
    {
        await using var db = Get<AppDatabase>().ForSystem("test");
        Alice = Settle(db, "Northwind", "Alice Keller", Email);
        Carol = Settle(db, "Fabrikam", "Carol Diaz", "carol@fabrikam.example");
        await db.SaveChangesAsync();
    }

    private Actor.Person Settle(AppDbContext db, string organization, string name, string email)
    {
        var now = Domain.Time.Clock.Now(Time);
        var tenant = db.Organizations.Add(new Organization { Id = Guid.CreateVersion7(), Name = organization, CreatedAt = now }).Entity;
        var member = db.Members.Add(new Member { Id = Guid.CreateVersion7(), OrganizationId = tenant.Id, Issuer = "test", Subject = email, Name = name, Email = email, EmailVerified = true, TimeZone = "Europe/Berlin", CreatedAt = now }).Entity;
        return new Actor.Person(tenant.Id, member.Id);
    }
}
