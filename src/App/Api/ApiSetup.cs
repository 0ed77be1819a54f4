using App.Auth;
using App.Infrastructure.Database;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace App.Api;

/// <summary>What every endpoint of the REST API stands on.</summary>
internal static class ApiSetup
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section);
        services.ConfigureHttpJsonOptions(static o => ApiJson.Configure(o.SerializerOptions));
        services.Configure<RouteHandlerOptions>(static o => o.ThrowOnBadRequest = true);
        services.AddSingleton<StoredAnswers>();
        services.AddApiLimits();
        return services.AddApiDocument();
    }

    /// <summary>Before authentication: so that its refusals are problems too.</summary>
    public static void UseApiFailures(this WebApplication app) => app.UseWhen(IsApi, static api => api.UseMiddleware<ApiFailures>());

    /// <summary>After authentication: who asks is known.</summary>
    public static void UseApi(this WebApplication app) => app.UseWhen(IsApi, static api =>
    {
        api.UseApiLimits();
        api.UseMiddleware<CrossSiteGuard>();
        api.UseMiddleware<Idempotency>();
    });

    /// <summary>The group every endpoint of the API is mapped into.</summary>
    public static RouteGroupBuilder MapApi(this WebApplication app)
    {
        var limit = app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.MostBodyBytes;
        var api = app.MapGroup(Root).RequireAuthorization(Policies.Member).DisableAntiforgery().WithMetadata(new BodyLimit(limit));
        app.MapWrongAddress();
        app.MapApiDocument();
        return api;
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Largest body an endpoint takes, in bytes; the nearest to the endpoint holds.</summary>
internal sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
