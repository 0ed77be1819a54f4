using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>
/// Named properties of an application's own: kept with the event, shown to nobody who does not ask, and found by the one filter Graph documents for them
/// (learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-get).
/// </summary>
internal static partial class ExtendedProperties
{
    public const string Name = "singleValueExtendedProperties";

    [GeneratedRegex("^(String|Integer|Boolean|Double|SystemTime) \\{[0-9a-fA-F-]{36}\\} (Name \\S.*|Id 0x[0-9a-fA-F]+)$")]
    private static partial Regex Id();

    [GeneratedRegex("^singleValueExtendedProperties/Any\\((?<v>\\w+): ?\\k<v>/id eq '(?<id>[^']*)' and \\k<v>/value eq '(?<value>[^']*)'\\)$", RegexOptions.IgnoreCase)]
    private static partial Regex Filter();

    public static bool AreSound(JsonArray properties) =>
        properties.All(p => p?["id"] is JsonValue id && id.TryGetValue<string>(out var text) && Id().IsMatch(text) && p["value"] is JsonValue value && value.TryGetValue<string>(out _));

    /// <summary>Which items a filter wants; null if it is another filter.</summary>
    public static Func<StoredItem, bool>? Read(string filter) => Filter().Match(filter) is { Success: true } match
        ? item => item.Body[Name] is JsonArray kept && kept.Any(p => p!["id"]!.ToString() == match.Groups["id"].Value && p["value"]!.ToString() == match.Groups["value"].Value)
        : null;
}
