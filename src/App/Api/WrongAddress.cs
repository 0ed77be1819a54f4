using App.Domain;
using Microsoft.AspNetCore.Routing.Template;

namespace App.Api;

/// <summary>What is under the API's root and is no endpoint of it: a wrong method of an address there is, or nothing.</summary>
internal static class WrongAddress
{
    public const string Pattern = "/api/{**path}";

    public static void MapWrongAddress(this IEndpointRouteBuilder app) =>
        app.Map(Pattern, AnswerAsync).AllowAnonymous().ExcludeFromDescription().WithOrder(int.MaxValue);

    private static Task AnswerAsync(HttpContext context, IEnumerable<EndpointDataSource> sources)
    {
        var methods = sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } text && text != Pattern && text.StartsWith(ApiSetup.Root, StringComparison.Ordinal) && Matches(e, context.Request.Path))
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Distinct().Order(StringComparer.Ordinal).ToList();
        if (methods.Count == 0)
        {
            return Problems.WriteAsync(context, new Failure.NotFound("It"));
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        return Problems.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "method_not_allowed", "This address does not take that method.");
    }

    private static bool Matches(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);
}
