using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using App.Domain;
using App.Infrastructure.Json;

namespace App.Api;

/// <summary>Answers with a problem where the framework found one before or instead of an endpoint: input it can't read, no such address, a bug.</summary>
internal sealed partial class ApiFailures(RequestDelegate next, ILogger<ApiFailures> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            await ExplainAsync(context, refused);
        }
        catch (InvalidOperationException) when (!context.Response.HasStarted && !IsKnown(context.Request.GetTypedHeaders().ContentType?.Charset.Value))
        {
            await ExplainAsync(context, StatusCodes.Status415UnsupportedMediaType);
        }
        catch (Exception bug) when (bug is not OperationCanceledException && !context.Response.HasStarted)
        {
            LogBug(bug);
            await Problems.WriteAsync(context, StatusCodes.Status500InternalServerError, "internal_error", "Something went wrong here. It is in the server's log.");
        }

        if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await ExplainAsync(context, context.Response.StatusCode);
        }
    }

    /// <summary>Of an encoding nobody knows the framework makes a bug of ours.</summary>
    private static bool IsKnown(string? charset) => string.IsNullOrEmpty(charset) || Array.Exists(Encoding.GetEncodings(), e => e.Name.Equals(charset.Trim('"'), StringComparison.OrdinalIgnoreCase));

    private static Task ExplainAsync(HttpContext context, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Problems.WriteAsync(context, status, "unauthenticated", "Send an API key as Authorization: Bearer, or sign in."),
        StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound => Problems.WriteAsync(context, new Failure.NotFound("It")),
        StatusCodes.Status405MethodNotAllowed => Problems.WriteAsync(context, status, "method_not_allowed", "This address does not take that method."),
        StatusCodes.Status413PayloadTooLarge => Problems.WriteAsync(context, status, "too_large", "The body is too large."),
        StatusCodes.Status415UnsupportedMediaType => Problems.WriteAsync(context, status, "unsupported_media_type", "Send the body as application/json."),
        _ => Problems.WriteAsync(context, status, "refused", "The request was refused."),
    };

    private static Task ExplainAsync(HttpContext context, BadHttpRequestException refused)
    {
        if (refused.StatusCode != StatusCodes.Status400BadRequest)
        {
            return ExplainAsync(context, refused.StatusCode);
        }

        return Problems.WriteAsync(context, refused.InnerException is JsonException json ? UnreadJson.Explain(json, "", "this request") : OfParameter(refused.Message));
    }

    private static Failure.Invalid OfParameter(string message) =>
        Parameter().Match(message) is { Success: true } parameter
            ? new(JsonNamingPolicy.CamelCase.ConvertName(parameter.Groups["name"].Value), "Could not be read.")
            : new("body", "Must be given as JSON.");

    [GeneratedRegex("""^(?:Failed to bind|Required) parameter ".*?(?<name>\w+)" """)]
    private static partial Regex Parameter();

    [LoggerMessage(Level = LogLevel.Error, Message = "A request to the API failed")]
    private partial void LogBug(Exception bug);
}
