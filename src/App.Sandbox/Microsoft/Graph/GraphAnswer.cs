using System.Text.Json.Nodes;
using App.Sandbox.Hosting;
using App.Sandbox.Storage;

namespace App.Sandbox.Microsoft.Graph;

/// <summary>What Graph answers: a status and JSON, nothing, or a refusal.</summary>
internal sealed record GraphAnswer(int Status, JsonObject? Body = null, GraphError? Error = null)
{
    public static readonly GraphAnswer NoContent = new(StatusCodes.Status204NoContent);

    public static readonly GraphAnswer Accepted = new(StatusCodes.Status202Accepted);

    public string? Location { get; init; }

    public static GraphAnswer Created(JsonObject body) => new(StatusCodes.Status201Created, body);

    public static implicit operator GraphAnswer(JsonObject body) => new(StatusCodes.Status200OK, body);

    public static implicit operator GraphAnswer(GraphError error) => new(error.Status, null, error);

    public async Task WriteAsync(HttpContext context, SandboxClock clock)
    {
        var request = Guid.CreateVersion7().ToString();
        var response = context.Response;
        response.StatusCode = Status;
        response.Headers["request-id"] = request;
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\"";
        }

        if ((Error?.ToJson(clock.Now(MicrosoftAccount.Vendor), request) ?? Body) is not { } body)
        {
            return;
        }

        response.ContentType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
        await response.WriteAsync(body.ToJsonString(SandboxJson.Options), context.RequestAborted);
    }
}
