using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace App.Auth;

/// <summary>The framework's options of the code flow, filled from <see cref="AuthOptions"/>.</summary>
internal sealed class OidcOptions : OAuthOptions
{
    public const string Callback = "/sign-in/callback";

    private const string Discovered = "https://discovered.invalid";

    public OidcOptions()
    {
        (UsePkce, SaveTokens, CallbackPath, SignInScheme) = (true, false, Callback, AuthSchemes.Session);
        (AuthorizationEndpoint, TokenEndpoint, ClientId, ClientSecret) = (Discovered, Discovered, "unset", "unset");
        BackchannelTimeout = TimeSpan.FromSeconds(10);

        // Not forever on one connection: the issuer's address may move.
        BackchannelHttpHandler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false };
        CorrelationCookie.Name = "hub-sign-in.";
        CorrelationCookie.SameSite = SameSiteMode.Lax;
    }

    /// <summary>Configured issuer, or a path of our own.</summary>
    public string Authority { get; set; } = "";

    /// <summary>False for a public client.</summary>
    public bool HasSecret { get; set; }
}

/// <summary>What AddOAuth's own, internal post-configuration does: state protection and the back channel.</summary>
internal sealed class OidcPostConfigure(IDataProtectionProvider provider) : OAuthPostConfigureOptions<OidcOptions, OidcHandler>(provider);

/// <summary>Takes over the settings of section <c>Auth</c>.</summary>
internal sealed class OidcConfigure(IOptions<AuthOptions> auth) : IConfigureNamedOptions<OidcOptions>
{
    public void Configure(OidcOptions options) => Configure(AuthSchemes.Issuer, options);

    public void Configure(string? name, OidcOptions options)
    {
        var settings = auth.Value;
        options.Authority = settings.Issuer;
        options.ClientId = settings.ClientId.Length > 0 ? settings.ClientId : options.ClientId;
        options.HasSecret = settings.ClientSecret.Length > 0;
        options.ClientSecret = options.HasSecret ? settings.ClientSecret : options.ClientSecret;
        foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            options.Scope.Add(scope);
        }
    }
}
