using System.Text.Encodings.Web;
using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace App.Auth;

/// <summary>Authenticates programs by <c>Authorization: Bearer ihk_…</c> (RFC 6750 §2.1; a key in the address is not accepted: §2.3).</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AuthenticateApiKey authenticate)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    public static bool IsPresented(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsPresented(Request))
        {
            return AuthenticateResult.NoResult();
        }

        var presented = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        return await authenticate.RunAsync(presented, Context.RequestAborted) is { } key
            ? AuthenticateResult.Success(new AuthenticationTicket(MemberClaims.OfKey(key, AuthSchemes.ApiKey), AuthSchemes.ApiKey))
            : AuthenticateResult.Fail("The API key is not valid.");
    }

    // RFC 6750 §3: which scheme to use, and that a key was presented and is not valid.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = IsPresented(Request) ? "Bearer error=\"invalid_token\"" : "Bearer";
        return Task.CompletedTask;
    }

    // Refused looks like not found.
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
