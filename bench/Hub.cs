using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using App.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bench;

/// <summary>The product's use cases on an empty SQLite database of their own, connected to a sandbox in another process.</summary>
internal sealed class Hub : IAsyncDisposable
{
    private const string Email = "alice@northwind.example";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("integrations-bench-");
    private readonly ServiceProvider _services;

    private Hub(IReadOnlyDictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection()
            .AddLogging(l => l.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<PublicUrl>()
            .Configure<AppOptions>(o => o.PublicUrl = new Uri("http://hub.localhost:5080"))
            .Configure<ProvidersOptions>(configuration.GetSection(ProvidersOptions.Section))
            .AddAppDatabase(DatabaseProvider.Sqlite, DatabaseSetup.SqliteFile(DatabaseFile))
            .AddSeals(Path.Combine(_folder.FullName, "keys"))
            .AddProviders()
            .AddAccountConnections()
            .AddCalendars()
            .AddMonitoring()
            .BuildServiceProvider();
    }

    public string DatabaseFile => Path.Combine(_folder.FullName, "hub.db");

    public Actor.Person Member { get; private set; } = null!;

    /// <summary>The calendar that is measured; the account's others are left alone.</summary>
    public Guid CalendarId { get; private set; }

    public Guid ConnectionId { get; private set; }

    /// <summary>Makes the database and connects the account as a member does.</summary>
    public static async Task<Hub> StartAsync(SandboxProcess sandbox, string calendar)
    {
        var hub = new Hub(sandbox.ProviderSettings());
        await hub.SettleAsync();
        var started = (await hub.Get<StartAuthorization>().RunAsync(hub.Member, new AuthorizationRequest("google-calendar"), default)).Value;
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var back = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery((await SandboxConsent.AllowAsync(browser, started.Url, Email)).Query);
        await hub.Get<CompleteAuthorization>().RunAsync(hub.Member, new AuthorizationCallback(back["state"], back["code"], null), default);
        await using var db = hub.Get<AppDatabase>().ForSystem("bench");
        var row = await db.Calendars.SingleAsync(c => c.Name == calendar);
        (hub.CalendarId, hub.ConnectionId) = (row.Id, row.ConnectionId);
        return hub;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public T Get<T>(string key)
        where T : notnull => _services.GetRequiredKeyedService<T>(key);

    /// <summary>One pass over the measured calendar.</summary>
    public async Task SyncAsync()
    {
        var claim = await Get<SyncClaims>().ClaimAsync(CalendarId, default) ?? throw new InvalidOperationException("The calendar is taken.");
        var outcome = await Get<SyncCalendar>().RunAsync(claim, default);
        if (!outcome.IsOk)
        {
            throw new InvalidOperationException(outcome.Failure.Reason);
        }
    }

    public async Task<int> CountAsync()
    {
        await using var db = Get<AppDatabase>().ForSystem("bench");
        return await db.Events.CountAsync(e => e.CalendarId == CalendarId);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private async Task SettleAsync()
    {
        await using var db = Get<AppDatabase>().ForSystem("bench");
        await db.Database.MigrateAsync();
        var now = TimeProvider.System.Now();
        var tenant = db.Organizations.Add(new Organization { Id = Guid.CreateVersion7(), Name = "Bench", CreatedAt = now }).Entity;
        var member = db.Members.Add(new Member { Id = Guid.CreateVersion7(), OrganizationId = tenant.Id, Issuer = "bench", Subject = "bench", Name = "Bench", TimeZone = "Europe/Berlin", CreatedAt = now }).Entity;
        await db.SaveChangesAsync();
        Member = new Actor.Person(tenant.Id, member.Id);
    }
}
