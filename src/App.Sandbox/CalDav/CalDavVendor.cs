using System.Text.Json.Nodes;
using App.Sandbox.CalDav.Collections;
using App.Sandbox.CalDav.Protocol;
using App.Sandbox.Calendars;
using App.Sandbox.Control;
using App.Sandbox.Faults;
using App.Sandbox.Hosting;
using App.Sandbox.Pages;

namespace App.Sandbox.CalDav;

/// <summary>A CalDAV server under <c>/sandbox/caldav</c> that behaves as iCloud unless told otherwise.</summary>
internal sealed class CalDavVendor(HomeStore store, DavServer server, CalDavSeed seed, CalDavDesk desk, SandboxSettings settings, SandboxClock clock) : ISandboxVendor
{
    private readonly AccountPages _pages = new(desk, clock);

    public string Key => CalDavAccount.Vendor;

    public string Name => "CalDAV";

    public void Map(IEndpointRouteBuilder vendor)
    {
        seed.PlantIfEmpty();
        server.Map(vendor);
    }

    public void MapControl(IEndpointRouteBuilder control)
    {
        var own = control.MapGroup("/" + Key);
        new CalendarControl(desk, clock).Map(own);
        own.MapGet("/accounts/{email}/password", context => PasswordAsync(context));
    }

    public void MapPages(IEndpointRouteBuilder pages) => _pages.Map(pages);

    public Html Overview(HttpRequest request) => _pages.Overview(request);

    public ValueTask<string?> AccountOfAsync(HttpContext context) => ValueTask.FromResult(DavServer.Claimed(context.Request)?.Email);

    public async ValueTask<bool> ContinuesSyncAsync(HttpContext context)
    {
        if (context.Request.Method != "REPORT")
        {
            return false;
        }

        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        context.Request.Body.Position = 0;
        return SyncTokens.IsIn(body);
    }

    public bool IsApiCall(HttpContext context) =>
        !context.Request.Path.Value!.Contains("/.well-known/", StringComparison.Ordinal) && !HttpMethods.IsOptions(context.Request.Method);

    public Task AnswerFaultAsync(HttpContext context, Fault fault)
    {
        var own = settings.For<CalDavSettings>(Key);
        var answer = fault.Kind switch
        {
            FaultKind.Unauthorized => DavServer.Unauthorized(context),
            FaultKind.RateLimit403 or FaultKind.Forbidden403 => DavAnswer.Forbidden,
            FaultKind.TooMany429 => new DavAnswer(StatusCodes.Status429TooManyRequests),
            FaultKind.Gone410 => Reports.TokenRefused(own),
            _ => new DavAnswer(StatusCodes.Status500InternalServerError),
        };
        return answer.WriteAsync(context, own.Prefixes);
    }

    public JsonObject Describe() => new()
    {
        ["accounts"] = new JsonArray([.. CalDavAccount.All.Select(a => (JsonNode)new JsonObject
        {
            ["email"] = a.Email,
            ["name"] = a.Person.Name,
            ["home"] = DavTarget.HomePath(a),
            ["calendars"] = new JsonArray([.. desk.Calendars(a.Email).Select(c => (JsonNode)desk.Describe(c))]),
        })]),
    };

    public int Revoke(string account)
    {
        if (CalDavAccount.ByEmail(account) is not { } known)
        {
            return 0;
        }

        store.ReplacePassword(known.Email);
        return 1;
    }

    public void Reset()
    {
        store.Clear();
        seed.Plant();
    }

    /// <summary>The right password, and the ordinary one, which is wrong everywhere here.</summary>
    private Task PasswordAsync(HttpContext context) => CalDavAccount.ByEmail((string)context.Request.RouteValues["email"]!) is { } account
        ? ControlAnswer.OkAsync(context, new JsonObject
        {
            ["appPassword"] = account.AppPassword(store.PasswordGeneration(account.Email)),
            ["ordinaryPassword"] = account.OrdinaryPassword,
        })
        : ControlAnswer.MissingAsync(context, "This account does not exist.");
}
