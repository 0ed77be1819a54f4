using App.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Radzen;

namespace App.Ui;

/// <summary>The pages: components, their theme and what is served beside them.</summary>
public static class UiSetup
{
    public const string ThemeCookie = "app-theme";

    /// <summary>Paths that answer failures in their own way.</summary>
    private static readonly string[] Own = ["/api", "/sandbox"];

    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddRadzenComponents();
        services.AddScoped<ViewerSource>();
        services.AddScoped<UiScript>();
        services.AddSingleton<ConnectionActions>();
        return services;
    }

    /// <summary>
    /// Pages of our own for failures; programs (<c>/api</c>) are answered by the error mapper instead, and the sandbox's vendors answer for themselves.
    /// Routing comes after it, so that a request run again finds the page.
    /// </summary>
    public static void UseUiErrors(this WebApplication app)
    {
        app.UseWhen(context => !Own.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)), pages =>
        {
            pages.UseExceptionHandler("/" + Urls.Error, createScopeForErrors: true);
            pages.UseStatusCodePagesWithReExecute("/" + Urls.NotFound, createScopeForStatusCodePages: true);
        });
        app.UseRouting();
    }

    public static void MapUi(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapGet("/", static () => TypedResults.LocalRedirect("~/" + Urls.Integrations)).ExcludeFromDescription();
        app.MapConnecting();
        app.MapRazorComponents<AppRoot>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}
