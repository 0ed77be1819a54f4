using System.Text.Json.Nodes;
using App.Sandbox.Credentials;
using App.Sandbox.Faults;
using App.Sandbox.Google.Calendar;
using App.Sandbox.Google.OAuth;
using App.Sandbox.Google.Pages;
using App.Sandbox.Hosting;
using App.Sandbox.Pages;

namespace App.Sandbox.Google;

/// <summary>Google: accounts, consent and Calendar v3 under <c>/sandbox/google</c>.</summary>
internal sealed class GoogleVendor(
    GrantStore grants,
    SigningKey key,
    ConsentPage consent,
    TokenEndpoint tokens,
    UserInfo userInfo,
    CalendarApi calendar,
    CalendarStore store,
    GoogleSeed seed,
    CalendarControl control,
    GooglePages pages) : ISandboxVendor
{
    public string Key => GoogleAccount.Vendor;

    public string Name => "Google Calendar";

    public void Map(IEndpointRouteBuilder vendor)
    {
        seed.PlantIfEmpty();
        vendor.MapGet("/o/oauth2/v2/auth", consent.ShowAsync);
        vendor.MapPost("/o/oauth2/v2/auth", consent.DecideAsync);
        vendor.MapPost("/token", tokens.RunAsync);
        vendor.MapPost("/revoke", tokens.RevokeAsync);
        vendor.MapMethods("/v1/userinfo", ["GET", "POST"], userInfo.RunAsync);
        vendor.MapGet("/oauth2/v3/certs", context => context.Response.WriteAsJsonAsync(key.KeySet, context.RequestAborted));
        calendar.Map(vendor);
    }

    public void MapControl(IEndpointRouteBuilder endpoints) => control.Map(endpoints);

    public void MapPages(IEndpointRouteBuilder endpoints) => pages.Map(endpoints);

    public Html Overview(HttpRequest request) => pages.Overview(request);

    public async ValueTask<string?> AccountOfAsync(HttpContext context)
    {
        if (BearerToken.Of(context.Request) is { } token)
        {
            return grants.AccountOf(token);
        }

        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.HasFormContentType)
        {
            return null;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        string[] named = [form["refresh_token"].ToString(), form["code"].ToString(), form["token"].ToString()];
        return named.Where(c => c.Length > 0).Select(grants.AccountOf).FirstOrDefault(a => a is not null)
            ?? GoogleAccount.ByEmail(form["account"])?.Email;
    }

    public bool IsApiCall(HttpContext context) => context.Request.Path.Value!.Contains("/calendar/v3/", StringComparison.Ordinal);

    public Task AnswerFaultAsync(HttpContext context, Fault fault)
    {
        if (!IsApiCall(context))
        {
            return AnswerOAuthFaultAsync(context, fault);
        }

        ApiAnswer answer = fault.Kind switch
        {
            FaultKind.Unauthorized => GoogleError.AuthError,
            FaultKind.RateLimit403 => GoogleError.UserRateLimit,
            FaultKind.TooMany429 => GoogleError.TooMany,
            FaultKind.Gone410 => GoogleError.FullSyncRequired,
            _ => GoogleError.Backend,
        };
        return answer.WriteAsync(context);
    }

    public JsonObject Describe() => new()
    {
        ["accounts"] = new JsonArray([.. GoogleAccount.All.Select(a => (JsonNode)new JsonObject
        {
            ["email"] = a.Email,
            ["name"] = a.Person.Name,
            ["calendars"] = new JsonArray([.. store.Of(a.Email).Select(c => (JsonNode)CalendarControl.Describe(c))]),
        })]),
        ["channels"] = new JsonArray([.. store.Channels.Select(c => (JsonNode)new JsonObject
        {
            ["id"] = c.Id,
            ["account"] = c.Account,
            ["address"] = c.Address,
            ["resourceUri"] = c.ResourceUri,
        })]),
    };

    public void Reset()
    {
        store.Clear();
        seed.Plant();
    }

    private static Task AnswerOAuthFaultAsync(HttpContext context, Fault fault)
    {
        var (status, error) = fault.Kind switch
        {
            FaultKind.Unauthorized => (401, "invalid_request"),
            FaultKind.RateLimit403 or FaultKind.TooMany429 => (429, "rate_limit_exceeded"),
            FaultKind.TokenDown => (503, "backend_error"),
            _ => (500, "internal_failure"),
        };
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error, error_description = "Backend Error" }, context.RequestAborted);
    }
}
