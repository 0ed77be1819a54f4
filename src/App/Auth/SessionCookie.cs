using App.Infrastructure.Hosting;
using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace App.Auth;

/// <summary>The cookie of a session: unreadable to scripts, not sent across sites, encrypted connections only where the public address is one.</summary>
internal sealed class SessionCookie(IOptions<AuthOptions> auth, IOptions<AppOptions> app) : IConfigureNamedOptions<CookieAuthenticationOptions>, IPostConfigureOptions<OidcOptions>
{
    private bool IsEncrypted => app.Value.PublicUrl?.Scheme == Uri.UriSchemeHttps;

    private CookieSecurePolicy Secure => IsEncrypted ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    public void Configure(CookieAuthenticationOptions options) => Configure(AuthSchemes.Session, options);

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        // __Host-: from this host, for all of it, over TLS, or the browser drops it (RFC 6265bis §4.1.3.2).
        options.Cookie.Name = IsEncrypted ? "__Host-hub-session" : "hub-session";
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = Secure;
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = TimeSpan.FromHours(auth.Value.SessionHours);
        options.SlidingExpiration = true;
        options.LoginPath = SignInPaths.Page;
        options.ReturnUrlParameter = SignInPaths.ReturnUrl;
        options.Events.OnRedirectToLogin = RedirectToSignIn;
        options.Events.OnRedirectToAccessDenied = LooksLikeNotFound;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    public void PostConfigure(string? name, OidcOptions options) => options.CorrelationCookie.SecurePolicy = Secure;

    private static Task RedirectToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsForPrograms(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }

    private static Task LooksLikeNotFound(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal is null || !await context.HttpContext.RequestServices.GetRequiredService<Sessions>().IsAliveAsync(context.Principal, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(AuthSchemes.Session);
        }
    }

    internal static bool IsForPrograms(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
