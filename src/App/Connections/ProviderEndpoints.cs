using App.Api;
using App.Auth;
using App.Domain.Connections;
using App.Infrastructure.Connections;

namespace App.Connections;

/// <summary>The catalogue.</summary>
internal static class ProviderEndpoints
{
    public static void MapProviders(this RouteGroupBuilder api) =>
        api.MapGet("/providers", ListAsync).WithTags("Providers");

    /// <summary>List providers</summary>
    /// <remarks>Every provider of the catalogue, and whether it can be connected in your organization.</remarks>
    private static async Task<Answer<Paged<ProviderBody>>> ListAsync(HttpContext context, ListProviders providers, CancellationToken cancellationToken) =>
        (await providers.RunAsync(context.GetActor(), cancellationToken)).ToAnswer(all => new Paged<ProviderBody>([.. all.Select(ProviderBody.Of)], null));
}

/// <summary>A service in the catalogue.</summary>
/// <param name="Key">Stable, such as <c>google-calendar</c>.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Vendor">Who runs it.</param>
/// <param name="Category">What kind of service it is.</param>
/// <param name="Auth">How an account is connected.</param>
/// <param name="State">Whether it can be connected now.</param>
/// <param name="Summary">What it does for a member.</param>
/// <param name="Scopes">What is asked of the vendor, and why.</param>
/// <param name="DocsUrl">Where it is described.</param>
public sealed record ProviderBody(string Key, string Name, string Vendor, Category Category, AuthKind Auth, ProviderState State, string Summary, IReadOnlyList<ScopeBody> Scopes, string? DocsUrl)
{
    internal static ProviderBody Of(ProviderView view)
    {
        var manifest = view.Manifest;
        return new(manifest.Key, manifest.Name, manifest.Vendor, manifest.Category, manifest.Auth, view.State, manifest.Summary, [.. manifest.Scopes.Select(ScopeBody.Of)], manifest.DocsUrl);
    }
}

/// <summary>One permission asked of a vendor.</summary>
/// <param name="Scope">As sent to the vendor.</param>
/// <param name="Title">What it allows.</param>
/// <param name="Reason">Why it is asked.</param>
/// <param name="Without">What does not work without it.</param>
/// <param name="Required">False: the rest works without it.</param>
public sealed record ScopeBody(string Scope, string Title, string Reason, string Without, bool Required)
{
    internal static ScopeBody Of(ScopeRequest scope) => new(scope.Scope, scope.Title, scope.Reason, scope.Without, scope.Required);
}
