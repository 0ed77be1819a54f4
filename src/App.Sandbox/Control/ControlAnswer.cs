using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Storage;

namespace App.Sandbox.Control;

/// <summary>Answers of the control API.</summary>
internal static class ControlAnswer
{
    public static Task OkAsync(HttpContext context, object body) => WriteAsync(context, StatusCodes.Status200OK, body);

    public static Task WrongAsync(HttpContext context, string error) => WriteAsync(context, StatusCodes.Status400BadRequest, new { error });

    public static Task MissingAsync(HttpContext context, string error) => WriteAsync(context, StatusCodes.Status404NotFound, new { error });

    public static Task WriteAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(body, body.GetType(), SandboxJson.Options, context.RequestAborted);
    }

    /// <summary>Reads a JSON object and hands it on, or says that there was none.</summary>
    public static async Task WithBodyAsync(HttpContext context, Func<JsonObject, Task> run)
    {
        JsonObject? body;
        try
        {
            body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            body = null;
        }

        await (body is null ? WrongAsync(context, "The body must be a JSON object.") : run(body));
    }
}
