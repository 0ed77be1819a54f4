using System.Globalization;
using System.Threading.RateLimiting;
using App.Auth;
using App.Domain;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace App.Api;

/// <summary>So many requests a minute for each key or member, and for each address that has not said who it is.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddApiLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(static _ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ApiOptions>>(static (limiter, api) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, api.Value.RequestsPerMinute));
            limiter.OnRejected = static (rejected, _) => RejectAsync(rejected.HttpContext, rejected.Lease);
        });
        return services;
    }

    /// <summary>Says what is left, on every answer.</summary>
    public static void UseApiLimits(this IApplicationBuilder app)
    {
        app.UseRateLimiter();
        app.Use(static (context, next) =>
        {
            WriteHeaders(context, Window);
            return next(context);
        });
    }

    private static RateLimitPartition<string> Partition(HttpContext context, int perMinute) =>
        RateLimitPartition.GetFixedWindowLimiter(KeyOf(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = Window, QueueLimit = 0 });

    private static string KeyOf(HttpContext context) => context.User.FindActor() switch
    {
        Actor.Key key => $"key {key.KeyId}",
        Actor.Person person => $"member {person.Id}",
        _ => $"address {context.Connection.RemoteIpAddress}",
    };

    private static async ValueTask RejectAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > TimeSpan.Zero ? after : Window;
        WriteHeaders(context, wait);
        context.Response.Headers.RetryAfter = Seconds(wait);
        await Problems.WriteAsync(context, StatusCodes.Status429TooManyRequests, "rate_limited", "Too many requests in this minute. Wait and go on.");
    }

    private static void WriteHeaders(HttpContext context, TimeSpan reset)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<RateLimiterOptions>>().Value;
        var left = options.GlobalLimiter?.GetStatistics(context)?.CurrentAvailablePermits ?? 0;
        var most = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.RequestsPerMinute;
        context.Response.Headers["RateLimit-Limit"] = most.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["RateLimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["RateLimit-Reset"] = Seconds(reset);
    }

    private static string Seconds(TimeSpan wait) => ((int)Math.Max(1, Math.Ceiling(wait.TotalSeconds))).ToString(CultureInfo.InvariantCulture);
}
