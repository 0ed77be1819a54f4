using System.Net;
using App.Infrastructure.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace App.Hosting;

/// <summary>Behind a proxy: its headers are believed where it is trusted by name, and nowhere else.</summary>
internal static class Proxies
{
    public static IServiceCollection AddProxies(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<AppOptions>>(static (headers, app) => Trust(headers, app.Value.TrustedProxies));
        services.AddOptions<Microsoft.AspNetCore.HttpsPolicy.HstsOptions>().Configure<IOptions<AppOptions>>(static (hsts, app) => hsts.MaxAge = TimeSpan.FromDays(app.Value.HstsDays));
        return services;
    }

    public static void UseProxies(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<AppOptions>>().Value;
        if (options.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        if (options.EffectivePathBase.Length > 0)
        {
            app.UsePathBase(options.EffectivePathBase);
        }

        if (!app.Environment.IsDevelopment() && options.HstsDays > 0)
        {
            app.UseHsts();
        }
    }

    private static void Trust(ForwardedHeadersOptions headers, IEnumerable<string> proxies)
    {
        headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                headers.KnownProxies.Add(address);
            }
            else
            {
                headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }
    }
}
