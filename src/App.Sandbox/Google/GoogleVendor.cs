using System.Text.Json.Nodes;
using App.Sandbox.Calendars;
using App.Sandbox.Credentials;
using App.Sandbox.Faults;
using App.Sandbox.Google.Calendar;
using App.Sandbox.Google.OAuth;
using App.Sandbox.Hosting;
using App.Sandbox.OAuth;
using App.Sandbox.Pages;
using NodaTime;

namespace App.Sandbox.Google;

/// <summary>Google: accounts, consent and Calendar v3 under <c>/sandbox/google</c>.</summary>
internal sealed class GoogleVendor(
    GrantStore grants,
    CredentialReader credentials,
    SigningKey key,
    ConsentPage consent,
    TokenEndpoint tokens,
    UserInfo userInfo,
    CalendarApi calendar,
    CalendarStore store,
    ChannelPushes pushes,
    GoogleSeed seed,
    GoogleDesk desk,
    SandboxClock clock) : ISandboxVendor
{
    private readonly AccountPages _pages = new(desk, clock);

    public string Key => GoogleAccount.Vendor;

    public string Name => "Google Calendar";

    public void Map(IEndpointRouteBuilder vendor)
    {
        seed.PlantIfEmpty();
        pushes.Begin();
        vendor.MapGet("/o/oauth2/v2/auth", consent.ShowAsync);
        vendor.MapPost("/o/oauth2/v2/auth", consent.DecideAsync);
        vendor.MapPost("/token", tokens.RunAsync);
        vendor.MapPost("/revoke", tokens.RevokeAsync);
        vendor.MapMethods("/v1/userinfo", ["GET", "POST"], userInfo.RunAsync);
        vendor.MapGet("/oauth2/v3/certs", context => context.Response.WriteAsJsonAsync(key.KeySet, context.RequestAborted));
        calendar.Map(vendor);
    }

    public void MapControl(IEndpointRouteBuilder control)
    {
        var calendars = new CalendarControl(desk, clock);
        calendars.Map(control.MapGroup("/" + Key));

        // Google was first and its calendars are also found without its name.
        calendars.Map(control);
    }

    public void MapPages(IEndpointRouteBuilder pages) => _pages.Map(pages);

    public Html Overview(HttpRequest request) => _pages.Overview(request);

    public ValueTask<string?> AccountOfAsync(HttpContext context) => credentials.AccountOfAsync(context, email => GoogleAccount.ByEmail(email)?.Email);

    public ValueTask<bool> ContinuesSyncAsync(HttpContext context) => ValueTask.FromResult(context.Request.Query.ContainsKey("syncToken"));

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
            FaultKind.Forbidden403 => GoogleError.InsufficientPermissions,
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
            ["calendars"] = new JsonArray([.. store.Of(a.Email).Select(c => (JsonNode)GoogleDesk.Describe(c))]),
        })]),
        ["channels"] = new JsonArray([.. store.Channels.Select(c => (JsonNode)new JsonObject
        {
            ["id"] = c.Id,
            ["account"] = c.Account,
            ["address"] = c.Address,
            ["resourceUri"] = c.ResourceUri,
            ["expires"] = Instant.FromUnixTimeMilliseconds(c.ExpirationMs).ToString(),
        })]),
    };

    public int Revoke(string account) => grants.RevokeAccount(account, Key);

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
