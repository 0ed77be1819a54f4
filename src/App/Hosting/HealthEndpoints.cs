using App.Infrastructure.Database;
using App.Infrastructure.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace App.Hosting;

/// <summary>For whoever watches the process: alive, and ready to serve.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", static () => TypedResults.Text("alive"));
        health.MapGet("/ready", ReadyAsync);
    }

    private static async Task<JsonHttpResult<Readiness>> ReadyAsync(MigrateDatabase database, SealState seals, CancellationToken cancellationToken)
    {
        var check = await database.CheckAsync(cancellationToken);
        var sealsOk = seals.Condition == SealCondition.Ok;
        var readiness = new Readiness(
            check.IsOk ? sealsOk ? "ready" : "degraded" : "unavailable",
            check.Failure?.Reason ?? "ok",
            sealsOk ? "ok" : "The key ring does not open what this database holds.");

        // A lost ring is mended with pages at hand: the node goes on serving.
        return TypedResults.Json(readiness, statusCode: check.IsOk ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private sealed record Readiness(string Status, string Database, string Seals);
}
