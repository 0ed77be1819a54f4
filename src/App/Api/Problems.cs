using App.Domain;
using App.Domain.Time;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace App.Api;

/// <summary>The one mapping from failures to answers.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    private static readonly Duration TryAgain = Duration.FromSeconds(30);

    /// <summary>Answers with the problem a failure is.</summary>
    public static Task WriteAsync(HttpContext context, Failure failure)
    {
        if (RetryAfter(failure, context.RequestServices.GetRequiredService<TimeProvider>().Now()) is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, StatusOf(failure), failure.Code, failure.Reason, (failure as Failure.Invalid)?.Errors);
    }

    public static Task WriteAsync(HttpContext context, int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        var body = new ProblemBody
        {
            Type = $"urn:integrations-hub:problem:{code}",
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = detail,
            Code = code,
            Errors = errors,
        };
        return context.Response.WriteAsJsonAsync(body, ApiJson.Options, ContentType, context.RequestAborted);
    }

    private static int StatusOf(Failure failure) => failure switch
    {
        Failure.Invalid => StatusCodes.Status400BadRequest,
        Failure.NotFound => StatusCodes.Status404NotFound,
        Failure.Conflict or Failure.NeedsReconnect => StatusCodes.Status409Conflict,
        Failure.Stale => StatusCodes.Status412PreconditionFailed,
        Failure.Rejected => StatusCodes.Status422UnprocessableEntity,
        Failure.RateLimited => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    private static int? RetryAfter(Failure failure, Instant now) => failure switch
    {
        Failure.RateLimited limited => Seconds(limited.Until - now),
        Failure.Unavailable { Retryable: true } => Seconds(TryAgain),
        _ => null,
    };

    private static int Seconds(Duration wait) => (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, 86_400);
}
