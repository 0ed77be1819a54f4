using System.Text.Json.Nodes;
using App.Sandbox.Faults;
using App.Sandbox.Outcomes;

namespace App.Sandbox.Google.Calendar;

/// <summary>What the API answers: JSON, a page of ready written events, nothing, or a refusal.</summary>
internal abstract record ApiAnswer
{
    public static readonly ApiAnswer NoContent = new Empty(StatusCodes.Status204NoContent);

    public abstract Task WriteAsync(HttpContext context);

    public static implicit operator ApiAnswer(JsonObject body) => new Json(body);

    public static implicit operator ApiAnswer(GoogleError error) => new Refusal(error);

    public static ApiAnswer From(Outcome<JsonObject, GoogleError> outcome) => outcome.Failed(out var error, out var body) ? error : body;

    private static Task SendAsync(HttpContext context, int status, JsonObject body)
    {
        var bytes = StoredEvent.Bytes(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=UTF-8";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private sealed record Json(JsonObject Body) : ApiAnswer
    {
        public override Task WriteAsync(HttpContext context)
        {
            var etag = StoredEvent.Text(Body, "etag");
            if (etag is not null)
            {
                context.Response.Headers.ETag = etag;
                if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.IfNoneMatch.Contains(etag))
                {
                    context.Response.StatusCode = StatusCodes.Status304NotModified;
                    return Task.CompletedTask;
                }
            }

            return SendAsync(context, StatusCodes.Status200OK, Body);
        }
    }

    private sealed record Empty(int Status) : ApiAnswer
    {
        public override Task WriteAsync(HttpContext context)
        {
            context.Response.StatusCode = Status;
            return Task.CompletedTask;
        }
    }

    private sealed record Refusal(GoogleError Error) : ApiAnswer
    {
        public override Task WriteAsync(HttpContext context)
        {
            if (Error.Status == StatusCodes.Status401Unauthorized)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"";
            }

            return SendAsync(context, Error.Status, Error.ToJson());
        }
    }
}

/// <summary>A page of events: the frame is written once, the events are copied as they are kept.</summary>
internal sealed record EventsAnswer(JsonObject Frame, IReadOnlyList<byte[]> Items) : ApiAnswer
{
    private static readonly byte[] ItemsHead = ",\"items\":["u8.ToArray();
    private static readonly byte[] ItemsTail = "]}"u8.ToArray();

    public override async Task WriteAsync(HttpContext context)
    {
        var items = Spoil(context, Items);
        var frame = StoredEvent.Bytes(Frame);
        var response = context.Response;
        response.ContentType = "application/json; charset=UTF-8";
        response.ContentLength = frame.Length - 1 + ItemsHead.Length + items.Sum(i => (long)i.Length) + Math.Max(0, items.Count - 1) + ItemsTail.Length;
        var writer = response.BodyWriter;
        Put(writer, frame.AsSpan(0, frame.Length - 1));
        Put(writer, ItemsHead);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                Put(writer, ","u8);
            }

            Put(writer, items[i]);
            if (writer.UnflushedBytes > 64 * 1024)
            {
                await writer.FlushAsync(context.RequestAborted);
            }
        }

        Put(writer, ItemsTail);
        await writer.FlushAsync(context.RequestAborted);
    }

    private static IReadOnlyList<byte[]> Spoil(HttpContext context, IReadOnlyList<byte[]> items) =>
        context.Features.Get<FaultsInReach>()?.Strikes(FaultKind.MalformedEvent) == true
            ? ["""{"kind":"calendar#event","id":"malformed0","status":"confirmed","start":"tomorrow","end":{"dateTime":"99:99"}}"""u8.ToArray(), .. items]
            : items;

    private static void Put(System.IO.Pipelines.PipeWriter writer, ReadOnlySpan<byte> bytes) =>
        System.Buffers.BuffersExtensions.Write(writer, bytes);
}
