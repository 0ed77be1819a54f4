using System.Text.Json;
using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks.Events;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>How lists are written into the columns of an endpoint.</summary>
public static class EndpointText
{
    public static IReadOnlyList<string> Names(string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    public static IReadOnlyList<Guid> Ids(string stored) => [.. Names(stored).Select(Guid.Parse)];

    public static IReadOnlyList<PayloadFilter> Filters(string stored) => string.IsNullOrEmpty(stored) ? [] : JsonSerializer.Deserialize<List<PayloadFilter>>(stored, EventJson.Options)!;

    /// <summary>The endpoint's own headers.</summary>
    public static Result<IReadOnlyDictionary<string, string>> Headers(this Seals seals, Endpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(seals);
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.SealedHeaders is null
            ? Result.Ok<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>())
            : seals.Open(SealPurpose.EndpointHeaders, endpoint.Id, endpoint.SealedHeaders).Select(IReadOnlyDictionary<string, string> (json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!);
    }

    internal static string Write<T>(IEnumerable<T> values) => string.Join(',', values.Distinct());

    internal static string Write(IReadOnlyList<PayloadFilter> filters) => filters.Count == 0 ? "" : JsonSerializer.Serialize(filters, EventJson.Options);

    internal static byte[]? Close(this Seals seals, Guid endpoint, IReadOnlyDictionary<string, string> headers) =>
        headers.Count == 0 ? null : seals.Close(SealPurpose.EndpointHeaders, endpoint, JsonSerializer.Serialize(headers));
}
