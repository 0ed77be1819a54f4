using System.Net;
using App.Auth;
using App.Tests.Api;
using App.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Access;

/// <summary>Every endpoint the application has and every page it routes to, against <see cref="WhoMay"/>.</summary>
public sealed class MatrixTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string[] Ranks = [WhoMay.Anonymous, WhoMay.Member, WhoMay.Admin, WhoMay.Owner];

    /// <summary>Assets, and the parts of the framework and the sandbox: all public, and nothing of ours.</summary>
    private static readonly string[] Outside = ["_framework/", "_content/", "_blazor", "sandbox"];

    private static readonly string[] OpenToAll = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"];

    private IReadOnlyList<(string Name, RouteEndpoint Endpoint)> Routes => [..
        from endpoint in host.Hub.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        where !Outside.Any(o => pattern.StartsWith("/" + o, StringComparison.Ordinal)) && !endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor")
        from method in MethodsOf(endpoint)
        select ($"{method} {pattern}", endpoint)];

    [Fact]
    public void Every_route_has_a_line_and_every_line_a_route()
    {
        var routes = Routes.Select(r => r.Name).ToHashSet();

        Assert.Empty(routes.Except(WhoMay.Rows.Keys));
        Assert.Empty(WhoMay.Rows.Keys.Except(routes));
    }

    [Fact]
    public void Every_page_is_among_the_routes()
    {
        var pages = typeof(Policies).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>()).Select(r => $"* {r.Template}");

        Assert.Empty(pages.Except(Routes.Select(r => r.Name)));
    }

    [Fact]
    public void A_route_demands_what_its_line_says() =>
        Assert.All(Routes, r => Assert.Equal((r.Name, WhoMay.Rows.GetValueOrDefault(r.Name)), (r.Name, Demanded(r.Endpoint))));

    [Fact]
    public async Task Whoever_may_less_is_refused_by_every_route_and_whoever_may_is_let_in()
    {
        using var stranger = host.Hub.Visit();
        (string Rank, Visitor Visitor)[] visitors = [(WhoMay.Anonymous, stranger), (WhoMay.Member, host.Alice), (WhoMay.Admin, host.Bob), (WhoMay.Owner, host.Olivia)];
        var faults = new List<string>();
        foreach (var (name, demanded) in WhoMay.Rows.Where(r => r.Value != WhoMay.Anonymous))
        {
            foreach (var (rank, visitor) in visitors)
            {
                var mayEnter = Array.IndexOf(Ranks, rank) >= Array.IndexOf(Ranks, demanded);
                using var response = await SendAsync(visitor, name);
                if (IsRefused(rank, name, response) == mayEnter && !IsEmptyHanded(name, response))
                {
                    faults.Add($"{rank} was answered {(int)response.StatusCode} by {name}");
                }
            }
        }

        Assert.Empty(faults);
    }

    private static IEnumerable<string> MethodsOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        return endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null || methods.Count == 0 || methods.Count >= OpenToAll.Length - 2 ? ["*"] : methods.Where(m => m != "HEAD");
    }

    private static string Demanded(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return WhoMay.Anonymous;
        }

        var demands = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        return demands.Count == 0 ? WhoMay.Anonymous : demands.Select(d => d.Policy ?? WhoMay.Member).MaxBy(p => Array.IndexOf(Ranks, p))!;
    }

    /// <summary>Ids are of nobody: what is tested is the door.</summary>
    private static async Task<HttpResponseMessage> SendAsync(Visitor visitor, string name)
    {
        var (method, pattern) = (name.Split(' ')[0], name.Split(' ')[1]);
        var path = System.Text.RegularExpressions.Regex.Replace(pattern, @"/\{(?<n>\w+)(:guid)?\??\}", m => m.Groups["n"].Value.EndsWith("Key", StringComparison.Ordinal) ? "/google-calendar" : $"/{Guid.CreateVersion7()}");
        if (method == "POST" && !path.StartsWith("/api/", StringComparison.Ordinal))
        {
            using var form = new FormUrlEncodedContent([]);
            return await visitor.Client.PostAsync(path, form);
        }

        return await visitor.SendAsync(new HttpMethod(method == "*" ? "GET" : method), path, method is "POST" or "PATCH" or "PUT" ? new { } : null);
    }

    private static bool IsRefused(string rank, string name, HttpResponseMessage response) =>
        name.Contains("/api/", StringComparison.Ordinal)
            ? response.StatusCode == (rank == WhoMay.Anonymous ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound)
            : rank == WhoMay.Anonymous
                ? response.StatusCode == HttpStatusCode.Redirect && response.Headers.Location!.OriginalString.Contains("/sign-in", StringComparison.Ordinal)
                : response.StatusCode == HttpStatusCode.NotFound;

    /// <summary>Somebody who may enter finds nothing under an id of nobody; that she may not is held by the demand itself.</summary>
    private static bool IsEmptyHanded(string name, HttpResponseMessage response) =>
        name.Contains('{', StringComparison.Ordinal) && response.StatusCode == HttpStatusCode.NotFound;
}
