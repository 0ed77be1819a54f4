using App.Domain;
using App.Domain.Calendars;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Bookings;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Testing;

/// <summary>The product's own use cases over an SQLite file, without pages and jobs, with one member and one connected account.</summary>
internal sealed class Hub : IAsyncDisposable
{
    private const string Provider = "google-calendar";

    private readonly WebApplication _app;
    private readonly string _folder;

    private Hub(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    /// <summary>The data folder, which a program can be started on.</summary>
    public string Folder => _folder;

    public Actor.Person Member { get; private set; } = null!;

    public Guid ConnectionId { get; private set; }

    public string DatabaseFile => Path.Combine(_folder, "integrations.db");

    public IServiceProvider Services => _app.Services;

    public AppDatabase Database => Get<AppDatabase>();

    public static async Task<Hub> CreateAsync(SandboxProcess sandbox, string account, CancellationToken cancellation)
    {
        var hub = await BeginAsync(sandbox.ProviderSettings(), _ => { }, cancellation);
        hub.ConnectionId = await hub.ConnectAsync(account, cancellation);
        return hub;
    }

    /// <summary>With an account that is opened by what is typed.</summary>
    /// <param name="change">What is composed otherwise than in the product.</param>
    public static async Task<Hub> CreateAsync(AccountRequest account, Action<IServiceCollection> change, CancellationToken cancellation)
    {
        var hub = await BeginAsync(new Dictionary<string, string?>(), change, cancellation);
        hub.ConnectionId = (await hub.Get<ConnectAccount>().RunAsync(hub.Member, account, cancellation)).Value.ConnectionId;
        return hub;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async Task<Calendar> CalendarAsync(string name, CancellationToken cancellation)
    {
        await using var db = Database.ForOrganization(Member);
        return await db.Calendars.AsNoTracking().SingleAsync(c => c.Name == name, cancellation);
    }

    /// <summary>One pass, as the pump runs it.</summary>
    public async Task<SyncRun> SyncAsync(Guid calendarId, CancellationToken cancellation)
    {
        var claim = await Get<SyncClaims>().ClaimAsync(calendarId, cancellation) ?? throw new InvalidOperationException("The calendar is being synced by someone else.");
        var run = await Get<SyncCalendar>().RunAsync(claim, cancellation);
        return run.IsOk ? run.Value : throw new InvalidOperationException($"{run.Failure.Code}: {run.Failure.Reason}");
    }

    /// <summary>Forgets every event, so that the next pass is a first one.</summary>
    public async Task ForgetEventsAsync(CancellationToken cancellation)
    {
        await using var db = Database.ForSystem("a test or bench begins again");
        await db.Events.ExecuteDeleteAsync(cancellation);
        await db.Cursors.ExecuteUpdateAsync(s => s.SetProperty(c => c.FullRequested, true), cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellation);
    }

    /// <summary>Connects, or connects again, as the member does it, and returns the id of the connection.</summary>
    public async Task<Guid> ConnectAsync(string account, CancellationToken cancellation)
    {
        var started = (await Get<StartAuthorization>().RunAsync(Member, new AuthorizationRequest(Provider), cancellation)).Value;
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var callback = await SandboxConsent.AllowAsync(browser, started.Url, account);
        var answer = System.Web.HttpUtility.ParseQueryString(callback.Query);
        await Get<CompleteAuthorization>().RunAsync(Member, new AuthorizationCallback(answer["state"], answer["code"], answer["error"]), cancellation);
        await using var db = Database.ForOrganization(Member);
        return await db.Connections.Select(c => c.Id).SingleAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Hub> BeginAsync(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection> change, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("integrations-hub-").FullName;
        var hub = new Hub(Compose(folder, settings, change), folder);
        await hub.Get<MigrateDatabase>().RunAsync(cancellation);
        await hub.AddMemberAsync(cancellation);
        return hub;
    }

    private static WebApplication Compose(string folder, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection> change)
    {
        // In Development servers on this machine may be asked.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        var services = builder.Services;
        services.AddOptions<AppOptions>().Configure(o => o.PublicUrl = new Uri("http://127.0.0.1:9"));
        services.AddOptions<ProvidersOptions>().BindConfiguration(ProvidersOptions.Section);
        services.AddSingleton(TimeProvider.System).AddSingleton<PublicUrl>().AddSingleton<MigrateDatabase>();
        services.AddAppDatabase(DatabaseProvider.Sqlite, DatabaseSetup.SqliteFile(Path.Combine(folder, "integrations.db")));
        services.AddSeals(Path.Combine(folder, "keys"));
        services.AddProviders().AddAccountConnections().AddCalendars().AddAvailability().AddBookings();
        change(services);
        return builder.Build();
    }

    private async Task AddMemberAsync(CancellationToken cancellation)
    {
        var now = TimeProvider.System.Now();
        var organization = new Organization { Id = Guid.CreateVersion7(), Name = "Hub", CreatedAt = now };
        var member = new Member { Id = Guid.CreateVersion7(), OrganizationId = organization.Id, Issuer = "hub", Subject = "hub", Name = "Hub", Role = Role.Owner, CreatedAt = now, LastSeenAt = now };
        await using var db = Database.ForSystem("a test or bench begins");
        db.AddRange(organization, member);
        await db.SaveChangesAsync(cancellation);
        Member = new Actor.Person(organization.Id, member.Id);
    }
}
