using System.Text.Json.Nodes;
using App.Sandbox.Calendars;
using App.Sandbox.Faults;
using App.Sandbox.Hosting;
using App.Sandbox.Microsoft.Graph;
using App.Sandbox.Microsoft.Mailbox;
using App.Sandbox.Microsoft.OAuth;
using App.Sandbox.OAuth;
using App.Sandbox.Pages;
using NodaTime;

namespace App.Sandbox.Microsoft;

/// <summary>Microsoft: the identity platform and Graph's calendars under <c>/sandbox/microsoft</c>.</summary>
internal sealed class MicrosoftVendor(
    Credentials.GrantStore grants,
    CredentialReader credentials,
    AuthorizePage authorize,
    TokenEndpoint tokens,
    UserClaims claims,
    GraphApi graph,
    MailboxStore store,
    SubscriptionPushes pushes,
    MicrosoftSeed seed,
    MicrosoftDesk desk,
    MicrosoftControl lifecycle,
    SandboxClock clock) : ISandboxVendor
{
    private readonly AccountPages _pages = new(desk, clock);

    public string Key => MicrosoftAccount.Vendor;

    public string Name => "Microsoft Outlook";

    public void Map(IEndpointRouteBuilder vendor)
    {
        seed.PlantIfEmpty();
        pushes.Begin();
        vendor.MapGet("/{tenant}/oauth2/v2.0/authorize", authorize.ShowAsync);
        vendor.MapPost("/{tenant}/oauth2/v2.0/authorize", authorize.DecideAsync);
        vendor.MapPost("/{tenant}/oauth2/v2.0/token", tokens.RunAsync);
        vendor.MapGet("/{tenant}/discovery/v2.0/keys", claims.KeysAsync);
        vendor.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", claims.DiscoverAsync);
        vendor.MapMethods("/oidc/userinfo", ["GET", "POST"], claims.AnswerAsync);
        graph.Map(vendor);
    }

    public void MapControl(IEndpointRouteBuilder control)
    {
        var own = control.MapGroup("/" + Key);
        new CalendarControl(desk, clock).Map(own);
        lifecycle.Map(own);
    }

    public void MapPages(IEndpointRouteBuilder pages) => _pages.Map(pages);

    public Html Overview(HttpRequest request) => _pages.Overview(request);

    public ValueTask<string?> AccountOfAsync(HttpContext context) => credentials.AccountOfAsync(context, email => MicrosoftAccount.ByEmail(email)?.Email);

    public ValueTask<bool> ContinuesSyncAsync(HttpContext context) =>
        ValueTask.FromResult(context.Request.Query.ContainsKey(DeltaOperations.DeltaToken) || context.Request.Query.ContainsKey(DeltaOperations.SkipToken));

    public bool IsApiCall(HttpContext context) => context.Request.Path.Value!.Contains("/microsoft/v1.0/", StringComparison.Ordinal);

    public Task AnswerFaultAsync(HttpContext context, Fault fault)
    {
        if (!IsApiCall(context))
        {
            return AnswerOAuthFaultAsync(context, fault);
        }

        GraphAnswer answer = fault.Kind switch
        {
            FaultKind.Unauthorized => GraphError.DeadToken,
            FaultKind.RateLimit403 or FaultKind.Forbidden403 => GraphError.AccessDenied,
            FaultKind.TooMany429 => GraphError.Throttled,
            FaultKind.Gone410 => (GraphAnswer)GraphError.SyncStateNotFound with { Location = $"{SandboxUrls.Root(context.Request)}{context.Request.Path.Value!["/sandbox".Length..]}?{DeltaOperations.DeltaToken}=" },
            _ => GraphError.Internal,
        };
        return answer.WriteAsync(context, clock);
    }

    public JsonObject Describe() => new()
    {
        ["accounts"] = new JsonArray([.. MicrosoftAccount.All.Select(a => (JsonNode)new JsonObject
        {
            ["email"] = a.Email,
            ["name"] = a.Person.Name,
            ["kind"] = a.IsPersonal ? "personal" : "work",
            ["tenant"] = a.Tenant,
            ["calendars"] = new JsonArray([.. desk.Calendars(a.Email).Select(c => (JsonNode)desk.Describe(c))]),
        })]),
        ["subscriptions"] = new JsonArray([.. store.Subscriptions.Select(s => (JsonNode)new JsonObject
        {
            ["id"] = s.Id,
            ["account"] = s.Account,
            ["notificationUrl"] = s.NotificationUrl,
            ["lifecycleUrl"] = s.LifecycleUrl,
            ["expires"] = Instant.FromUnixTimeMilliseconds(s.ExpirationMs).ToString(),
            ["paused"] = s.IsPaused,
        })]),
    };

    public int Revoke(string account) => grants.RevokeAccount(account, Key);

    public void Reset()
    {
        store.Clear();
        seed.Plant();
    }

    private Task AnswerOAuthFaultAsync(HttpContext context, Fault fault) => fault.Kind switch
    {
        FaultKind.Unauthorized => tokens.RefuseAsync(context, 401, "invalid_client", 7000215, "Invalid client secret provided."),
        FaultKind.RateLimit403 or FaultKind.TooMany429 => tokens.RefuseAsync(context, 429, "temporarily_unavailable", 90055, "The server is currently busy."),
        FaultKind.TokenDown => tokens.RefuseAsync(context, 503, "temporarily_unavailable", 90033, "A transient error has occurred. Please try again."),
        _ => tokens.RefuseAsync(context, 500, "server_error", 90019, "Unexpected error."),
    };
}
