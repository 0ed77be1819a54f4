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
        services.AddHttpClient(OAuthClient.HttpClientName, Bound).ConfigurePrimaryHttpMessageHandler(Handler);
        services.AddHttpClient(ProviderHttp.HttpClientName, Bound).ConfigurePrimaryHttpMessageHandler(Handler);
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
        client.DefaultRequestHeaders.UserAgent.ParseAdd("integrations-hub/0.1");
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
