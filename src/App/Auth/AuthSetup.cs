using App.Domain.Organizations;
using App.Infrastructure.Organizations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;

namespace App.Auth;

/// <summary>Signing in at the issuer, sessions, API keys, policies.</summary>
public static class AuthSetup
{
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOrganizations();
        AddSchemes(services);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Member, p => p.AddRequirements(new RoleRequirement(Role.Member)))
            .AddPolicy(Policies.Admin, p => p.AddRequirements(new RoleRequirement(Role.Admin)))
            .AddPolicy(Policies.Owner, p => p.AddRequirements(new RoleRequirement(Role.Owner)));
        services.AddSingleton<IAuthorizationHandler, RoleHandler>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<IssuerDiscovery>();
        services.AddScoped<CurrentMember>();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        if (builder.Environment.IsDevelopment())
        {
            services.AddHostedService<SeedAtStart>();
        }
    }

    public static void UseSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
    }

    private static void AddSchemes(IServiceCollection services)
    {
        services.AddAuthentication(AuthSchemes.Any)
            .AddPolicyScheme(AuthSchemes.Any, null, o => o.ForwardDefaultSelector = c => SessionCookie.IsForPrograms(c.Request) && ApiKeyHandler.IsPresented(c.Request) ? AuthSchemes.ApiKey : AuthSchemes.Session)
            .AddCookie(AuthSchemes.Session)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(AuthSchemes.ApiKey, null)
            .AddRemoteScheme<OidcOptions, OidcHandler>(AuthSchemes.Issuer, null, null!);
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>>(sp => sp.GetRequiredService<SessionCookie>());
        services.AddSingleton<IConfigureOptions<OidcOptions>, OidcConfigure>();
        services.AddSingleton<IPostConfigureOptions<OidcOptions>, OidcPostConfigure>();
        services.AddSingleton<IPostConfigureOptions<OidcOptions>>(sp => sp.GetRequiredService<SessionCookie>());
    }
}
