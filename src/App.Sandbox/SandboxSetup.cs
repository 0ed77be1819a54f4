using App.Sandbox.CalDav;
using App.Sandbox.CalDav.Protocol;
using App.Sandbox.Control;
using App.Sandbox.Credentials;
using App.Sandbox.Faults;
using App.Sandbox.Google;
using App.Sandbox.Hosting;
using App.Sandbox.Identity;
using App.Sandbox.Inbox;
using App.Sandbox.Microsoft;
using App.Sandbox.OAuth;
using App.Sandbox.Pages;
using App.Sandbox.Push;
using App.Sandbox.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Sandbox;

/// <summary>Adds the simulated vendors to a web application, all under <c>/sandbox</c>.</summary>
public static class SandboxSetup
{
    private static readonly TimeSpan PushTimeout = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<SandboxOptions>(configuration.GetSection(SandboxOptions.Section));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SandboxFolder>();
        services.AddSingleton<SandboxSettings>();
        services.AddSingleton<SandboxClock>();
        services.AddSingleton<FaultBoard>();
        services.AddSingleton<ConcurrencyGate>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<VendorTraffic>();
        services.AddSingleton<ControlApi>();
        services.AddSingleton<ControlPage>();
        services.AddSingleton<ControlForms>();
        services.AddSingleton<PushControl>();
        AddPush(services);
        services.AddSingleton<TokenSecrets>();
        services.AddSingleton<RefreshStats>();
        services.AddSingleton<GrantStore>();
        services.AddSingleton<SigningKey>();
        services.AddSingleton<ClientAuthentication>();
        services.AddSingleton<TokenExchange>();
        services.AddSingleton<CredentialReader>();
        services.AddSingleton<ListTokens>();
        return services.AddIdentity().AddGoogle().AddMicrosoft().AddCalDav().AddInbox();
    }

    public static IEndpointConventionBuilder MapSandbox(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var sandbox = app.MapGroup("/sandbox").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        sandbox.MapGet("/assets/{name}", Assets.ServeAsync);
        services.GetRequiredService<ControlApi>().Map(sandbox.MapGroup("/control"));
        services.GetRequiredService<PushControl>().Map(sandbox.MapGroup("/control"));
        services.GetRequiredService<ControlForms>().Map(sandbox);
        var traffic = services.GetRequiredService<VendorTraffic>();
        foreach (var vendor in services.GetServices<ISandboxVendor>())
        {
            var group = sandbox.MapGroup("/" + vendor.Key);
            traffic.Watch(group, vendor);
            vendor.Map(group);
            vendor.MapPages(sandbox.MapGroup("/at/" + vendor.Key));
        }

        return sandbox;
    }

    /// <summary>Where CalDAV clients begin when they know only a host (RFC 6764 §5); for a host that serves nothing but the sandbox.</summary>
    public static void MapSandboxWellKnown(this IEndpointRouteBuilder app) => app.Map("/.well-known/caldav", DavServer.Redirect);

    private static void AddPush(IServiceCollection services)
    {
        services.AddSingleton<PushLog>();
        services.AddSingleton<PushDelivery>();
        services.AddSingleton<PushHandshake>();

        // Addresses may carry secrets of the application, so requests are not logged.
        services.AddHttpClient(PushDelivery.HttpClientName, client => client.Timeout = PushTimeout).RemoveAllLoggers();
    }
}
