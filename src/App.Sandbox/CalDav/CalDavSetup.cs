using App.Sandbox.CalDav.Collections;
using App.Sandbox.CalDav.Protocol;
using App.Sandbox.Hosting;

namespace App.Sandbox.CalDav;

/// <summary>The CalDAV server.</summary>
internal static class CalDavSetup
{
    public static IServiceCollection AddCalDav(this IServiceCollection services)
    {
        services.AddSingleton<ISandboxVendor, CalDavVendor>();
        services.AddSingleton(CalDavSettings.Behaviour);
        services.AddSingleton<HomeStore>();
        services.AddSingleton<CalDavSeed>();
        services.AddSingleton<CalDavDesk>();
        services.AddSingleton<SyncTokens>();
        services.AddSingleton<DavProperties>();
        services.AddSingleton<PropFind>();
        services.AddSingleton<Reports>();
        services.AddSingleton<Resources>();
        services.AddSingleton<DavServer>();
        return services;
    }
}
