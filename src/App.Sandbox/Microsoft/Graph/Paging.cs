using System.Globalization;
using System.Text.Json.Nodes;
using App.Sandbox.Faults;
using App.Sandbox.Hosting;

namespace App.Sandbox.Microsoft.Graph;

/// <summary>Cuts lists into pages by <c>$top</c> and <c>$skip</c>; ten entries where a client names no size.</summary>
internal sealed class Paging(SandboxSettings settings)
{
    private const int DefaultSize = 10;
    private const int LargestSize = 1000;
    private static readonly string[] Unsupported = ["$filter", "$search"];

    /// <summary>The size of a page: what is wanted, up to what is allowed.</summary>
    public int Size(int wanted) => Math.Clamp(Math.Min(wanted, settings.For(MicrosoftAccount.Vendor).PageSize ?? wanted), 1, LargestSize);

    /// <param name="refused">Parameters that are not taken here; by default those that filter.</param>
    public GraphAnswer Page(GraphCall call, string type, IReadOnlyList<JsonObject> all, string[]? refused = null)
    {
        if ((refused ?? Unsupported).FirstOrDefault(call.Has) is { } unsupported)
        {
            return GraphError.Query($"The query parameter '{unsupported}' is not supported by the sandbox.");
        }

        var skip = call.Number(call.Text("$skip")) ?? 0;
        var size = Size(call.Number(call.Text("$top")) ?? DefaultSize);
        var faults = call.Http.Features.Get<FaultsInReach>();
        var isEmpty = faults?.Strikes(FaultKind.EmptyPage) == true;
        var items = isEmpty ? [] : all.Skip(skip).Take(size).Select(i => (JsonNode)i).ToList();
        var next = isEmpty ? skip : skip + size;
        var answer = new JsonObject { ["@odata.context"] = $"{call.Root}/$metadata#{type}" };
        if (call.Text("$count") == "true")
        {
            answer["@odata.count"] = all.Count;
        }

        answer["value"] = new JsonArray([.. Malformed(faults), .. items]);
        if (next < all.Count)
        {
            answer["@odata.nextLink"] = Next(call, next, size);
        }

        return answer;
    }

    /// <summary>An event that makes no sense, when that fault strikes.</summary>
    public static IEnumerable<JsonNode> Malformed(FaultsInReach? faults) => faults?.Strikes(FaultKind.MalformedEvent) == true
        ? [new JsonObject { ["id"] = "AAkALgmalformed", ["type"] = "singleInstance", ["start"] = "tomorrow", ["end"] = new JsonObject { ["dateTime"] = "99:99" } }]
        : [];

    private static string Next(GraphCall call, int skip, int size)
    {
        var query = call.Query.Where(q => q.Key is not ("$skip" or "$top")).Select(q => KeyValuePair.Create(q.Key, (string?)q.Value));
        string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
        return SandboxUrls.WithQuery(call.Url, [.. query, new("$top", Number(size)), new("$skip", Number(skip))]);
    }
}
