using System.Text.Json.Nodes;
using App.Sandbox.Control;
using App.Sandbox.Faults;
using App.Sandbox.Hosting;
using App.Sandbox.Pages;

namespace App.Sandbox.Inbox;

/// <summary>Somebody who receives webhooks: takes whatever is posted to <c>/sandbox/inbox/{name}</c>, fails on demand, and shows what came.</summary>
internal sealed class InboxVendor(InboxStore store, InboxSink sink, InboxPages pages) : ISandboxVendor
{
    public const string Vendor = "inbox";

    public static readonly VendorBehaviour Behaviour = new(Vendor, new VendorSettings(), [.. SettingField.Everywhere.Where(f => f.Name is "latencyMs" or "concurrentRequests")]);

    public string Key => Vendor;

    public string Name => "Webhook inbox";

    public void Map(IEndpointRouteBuilder vendor)
    {
        vendor.MapGet("", context => pages.LeadAsync(context, ""));
        vendor.MapGet("/{name}", context => pages.LeadAsync(context, "/" + InboxSink.NameOf(context)));
        vendor.MapPost("/{name}", context => sink.TakeAsync(context, StatusCodes.Status204NoContent));
    }

    public void MapControl(IEndpointRouteBuilder control)
    {
        control.MapGet("/inbox/{name}", context => ControlAnswer.OkAsync(context, new { items = store.Of(InboxSink.NameOf(context)).Select(Describe) }));
        control.MapDelete("/inbox/{name}", context =>
        {
            store.Clear(InboxSink.NameOf(context));
            return ControlAnswer.OkAsync(context, new { cleared = true });
        });
        control.MapPut("/inbox/{name}/secret", context => ControlAnswer.WithBodyAsync(context, body => KeepSecretAsync(context, body["secret"]?.ToString())));
    }

    public void MapPages(IEndpointRouteBuilder group) => pages.Map(group);

    public Html Overview(HttpRequest request) => pages.Overview(request);

    public ValueTask<string?> AccountOfAsync(HttpContext context) => ValueTask.FromResult<string?>(InboxSink.NameOf(context));

    /// <summary>Each may be told that the address is gone.</summary>
    public ValueTask<bool> ContinuesSyncAsync(HttpContext context) => ValueTask.FromResult(true);

    public bool IsApiCall(HttpContext context) => HttpMethods.IsPost(context.Request.Method);

    public Task AnswerFaultAsync(HttpContext context, Fault fault) => sink.TakeAsync(context, fault.Kind switch
    {
        FaultKind.Unauthorized => StatusCodes.Status401Unauthorized,
        FaultKind.RateLimit403 or FaultKind.Forbidden403 => StatusCodes.Status403Forbidden,
        FaultKind.Gone410 => StatusCodes.Status410Gone,
        FaultKind.TooMany429 => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status500InternalServerError,
    });

    public JsonObject Describe() => new() { ["accounts"] = new JsonArray() };

    public int Revoke(string account) => 0;

    public void Reset() => store.Clear();

    private static object Describe(InboxRequest request) => new
    {
        request.N,
        at = request.At.ToString(),
        headers = request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value),
        request.Body,
        request.Bytes,
        isSignatureRight = request.Verdict.IsRight,
        verdict = request.Verdict.Sentence,
        request.Status,
    };

    private Task KeepSecretAsync(HttpContext context, string? secret)
    {
        if (secret is not null && !InboxSignature.IsSecret(secret))
        {
            return ControlAnswer.WrongAsync(context, "A secret begins with whsec_ or whpk_ and goes on in base64.");
        }

        store.KeepSecret(InboxSink.NameOf(context), secret);
        return ControlAnswer.OkAsync(context, new { kept = secret is not null });
    }
}
