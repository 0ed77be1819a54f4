using System.Globalization;
using App.Auth;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Notifications;
using App.Infrastructure.Organizations;
using App.Infrastructure.Security;
using App.Sandbox;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Tests.Auth;

/// <summary>
/// Signing in over a real server: our part and the sandbox's identity provider, on a clock that stands, with an endpoint for each policy.
/// </summary>
internal sealed class SignInHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private SignInHost(WebApplication app, DirectoryInfo folder) => (_app, _folder) = (app, folder);

    public Uri Url => new(_app.Urls.Single());

    public ManualTime Time => (ManualTime)Get<TimeProvider>();

    public static async Task<SignInHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("sign-in-");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = folder.FullName });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.Free()}"),
            ["Auth:Issuer"] = "/sandbox/identity",
            ["Auth:ClientId"] = "sandbox-client",
            ["Auth:ClientSecret"] = "sandbox-secret",
            ["Sandbox:Folder"] = Path.Combine(folder.FullName, "sandbox"),
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        builder.Logging.ClearProviders();
        var app = Compose(builder, folder);
        await using (var db = app.Services.GetRequiredService<AppDatabase>().ForSystem("test"))
        {
            await db.Database.MigrateAsync();
        }

        await app.StartAsync();
        return new SignInHost(app, folder);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static WebApplication Compose(WebApplicationBuilder builder, DirectoryInfo folder)
    {
        // From now on: cookies carry dates that the visitor's cookie store compares with the machine's clock.
        builder.Services.AddSingleton<TimeProvider>(new ManualTime(TimeProvider.System.GetUtcNow()));
        builder.Services.AddOptions<AppOptions>().BindConfiguration(AppOptions.Section);
        builder.Services.AddSingleton<PublicUrl>();
        builder.Services.AddSeals(Path.Combine(folder.FullName, "keys"));
        builder.Services.AddAppDatabase(DatabaseProvider.Sqlite, DatabaseSetup.SqliteFile(Path.Combine(folder.FullName, "test.db")));
        builder.Services.AddMail(builder.Configuration);
        builder.Services.AddAntiforgery();
        builder.Services.AddSandbox(builder.Configuration);
        builder.Services.AddCascadingAuthenticationState();
        builder.AddSignIn();

        var app = builder.Build();
        app.UseSignIn();
        app.UseAntiforgery();
        app.MapSignIn();
        app.MapSandbox();
        app.MapGet("/", () => "home").AllowAnonymous();
        app.MapGet("/sign-in", (string? returnUrl) => $"sign in, then {returnUrl}").AllowAnonymous();
        app.MapGet("/sign-in/refused", (string reason) => reason).AllowAnonymous();
        app.MapGet("/token", (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken).AllowAnonymous();
        foreach (var policy in (string[])[Policies.Member, Policies.Admin, Policies.Owner])
        {
            app.MapGet($"/{policy}", (HttpContext context) => context.GetActor().ToString()).RequireAuthorization(policy);
            app.MapGet($"/api/{policy}", (HttpContext context) => context.GetActor().ToString()).RequireAuthorization(policy);
        }

        return app;
    }
}
