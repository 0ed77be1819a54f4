using App.Infrastructure.Providers.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Infrastructure.Providers;

/// <summary>Registers the catalogue, the shared transport, and every provider's capabilities under its key.</summary>
public static class ProvidersSetup
{
    public static IServiceCollection AddProviders(this IServiceCollection services)
    {
        services.AddSingleton<Catalogue>();
        services.AddSingleton<ProviderAddresses>();
        services.AddSingleton<ProviderHttp>();
        services.AddSingleton<OAuthClient>();
        services.AddSingleton<AddressGuard>();
        services.AddHttpClient(OAuthClient.HttpClientName, Bound).ConfigurePrimaryHttpMessageHandler(Handler);
        services.AddHttpClient(ProviderHttp.HttpClientName, Bound).ConfigurePrimaryHttpMessageHandler(Handler);
        services.AddHttpClient(ProviderHttp.GuardedClientName, Bound).ConfigurePrimaryHttpMessageHandler(GuardedHandler).RemoveAllLoggers();
        services.AddHttpClient(ProviderHttp.GuardedOnceClientName, Bound).ConfigurePrimaryHttpMessageHandler(GuardedOnceHandler).RemoveAllLoggers();
        services.TryAddSingleton(TimeProvider.System);
        foreach (var provider in Catalogue.Built)
        {
            provider.Register(services);
        }

        return services;
    }

    private static void Bound(HttpClient client)
    {
        client.Timeout = TimeSpan.FromSeconds(30);
        client.MaxResponseContentBufferSize = 64 * 1024 * 1024;
        client.DefaultRequestHeaders.UserAgent.ParseAdd(OutgoingAgent.Name);
    }

    /// <summary>Connects by the guard alone: a proxy would resolve names in its stead. Its addresses may be secrets, so nothing of it is logged.</summary>
    private static SocketsHttpHandler GuardedHandler(IServiceProvider services)
    {
        var handler = Handler();
        handler.UseProxy = false;
        handler.ConnectCallback = services.GetRequiredService<AddressGuard>().ConnectAsync;
        handler.ActivityHeadersPropagator = null;
        return handler;
    }

    private static SocketsHttpHandler GuardedOnceHandler(IServiceProvider services)
    {
        var handler = GuardedHandler(services);
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        return handler;
    }

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    };
}
