using System.Text.Json;
using System.Text.Json.Nodes;

namespace App.Infrastructure.Providers.Shared;

/// <summary>Looks into JSON of a vendor that is sent back to it whole; what is of another kind than expected is not there.</summary>
internal static class VendorJson
{
    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool IsTrue(this JsonNode? node) => node?.GetValueKind() == JsonValueKind.True;
}
