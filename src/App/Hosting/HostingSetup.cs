using App.Hosting.Telemetry;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Security;

namespace App.Hosting;

/// <summary>What everything else stands on: settings, database, key ring, proxies, telemetry.</summary>
internal static class HostingSetup
{
    public static void AddHosting(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddOptions<AppOptions>().BindConfiguration(AppOptions.Section);
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section);
        services.AddOptions<DataOptions>().BindConfiguration(DataOptions.Section);
        services.AddOptions<ProvidersOptions>().BindConfiguration(ProvidersOptions.Section);
        services.AddOptions<OutgoingOptions>().BindConfiguration(OutgoingOptions.Section);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<PublicUrl>();
        services.AddTelemetry(configuration);
        AddData(services, configuration);
        services.AddProxies();
        services.AddAntiforgery(static o => (o.Cookie.Name, o.Cookie.SecurePolicy, o.HeaderName) = ("hub-antiforgery", CookieSecurePolicy.SameAsRequest, "X-CSRF-TOKEN"));

        builder.WebHost.ConfigureKestrel(static k => k.AddServerHeader = false);

        // Addresses carry codes and state for a moment; no setting of a broad category may bring them into the log.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
    }

    public static void UseHosting(this WebApplication app)
    {
        app.UseRequestSpans();
        app.UseProxies();
        app.UseSecurityHeaders();
    }

    private static void AddData(IServiceCollection services, IConfiguration configuration)
    {
        var installation = (Installation)services.Last(s => s.ServiceType == typeof(Installation)).ImplementationInstance!;
        var database = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new();
        var data = configuration.GetSection(DataOptions.Section).Get<DataOptions>() ?? new();
        var folder = installation.PathOf(data.Folder);
        PrivateFolder.Create(folder);
        services.AddAppDatabase(database.Provider, database.ConnectionString ?? DatabaseSetup.SqliteFile(Path.Combine(folder, "integrations.db")));
        services.AddSingleton<MigrateDatabase>();
        services.AddSingleton<LostDisk>();
        services.AddSingleton<ChangeRelay>();
        services.AddHostedService<ChangeRelayLoop>();
        services.AddSeals(Path.Combine(folder, "keys"));
    }
}
