using System.Buffers;
using System.Text;
using System.Text.Json;

namespace App.Infrastructure.Json;

/// <summary>Whether text is text: half of a pair of surrogates is none, and can be neither stored, nor sent, nor written as JSON.</summary>
public static class WholeText
{
    public static bool IsWhole(this string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var read) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[read..];
        }

        return true;
    }

    /// <summary>Finds text in JSON that is none (<c>"\ud800"</c>), which .NET neither reads nor writes.</summary>
    /// <returns>Where it stands (<c>data.candidate.name</c>); of a name of a member, the object that has it. Null: there is none.</returns>
    public static string? FindBroken(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String => Read(element, e => e.GetString()) is null ? path : null,
        JsonValueKind.Array => element.EnumerateArray().Select((item, n) => FindBroken(item, $"{path}[{n}]")).FirstOrDefault(found => found is not null),
        JsonValueKind.Object => element.EnumerateObject().Select(member => Read(member, m => m.Name) is { } name ? FindBroken(member.Value, $"{path}.{name}") : path).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static string? Read<T>(T json, Func<T, string?> read)
    {
        try
        {
            return read(json);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
