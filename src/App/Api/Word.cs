using System.Text.Json;

namespace App.Api;

/// <summary>One of a few words in a query string, written as in bodies (<c>needsReconnect</c>).</summary>
public readonly record struct Word<T>(T Value)
    where T : struct, Enum
{
    internal static IReadOnlyList<string> All => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>Reads a name; numbers are none.</summary>
    public static bool TryParse(string? text, IFormatProvider? provider, out Word<T> word)
    {
        var known = All.Contains(text, StringComparer.OrdinalIgnoreCase);
        word = known ? new Word<T>(Enum.Parse<T>(text!, ignoreCase: true)) : default;
        return known;
    }
}
