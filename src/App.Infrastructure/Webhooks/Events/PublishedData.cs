using System.Text.Json;
using App.Domain;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Json;

namespace App.Infrastructure.Webhooks.Events;

/// <summary>Reads what a program says of an event: exactly what its type holds, and not more than can be carried. What is wrong is named as <c>data.candidate.email</c>.</summary>
internal static class PublishedData
{
    public const int MostText = 2000;
    public const int MostItems = 100;

    /// <returns>The data as it is told: in the order of the record, with what was left out as null.</returns>
    public static Result<JsonElement> Read(EventType type, JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            return new Failure.Invalid("data", $"Must be an object: the data of {type.Name}.");
        }

        if (WholeText.FindBroken(data, "data") is { } broken)
        {
            return new Failure.Invalid(broken, "Must be valid text: half of a pair of surrogates is none.");
        }

        JsonElement told;
        try
        {
            told = JsonSerializer.SerializeToElement(data.Deserialize(type.Data, EventJson.Options), type.Data, EventJson.Options);
        }
        catch (JsonException wrong)
        {
            return UnreadJson.Explain(wrong, "data", "this event type");
        }

        return Exceeds(told, "data") is { } failure ? failure : told;
    }

    /// <summary>Whether both tell the same: what is null is as good as not there, as members that came later are.</summary>
    public static bool IsSame(JsonElement one, JsonElement other) => (one.ValueKind, other.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => Members(one) is var mine && Members(other) is var others && mine.Count == others.Count && mine.All(m => others.TryGetValue(m.Key, out var same) && IsSame(m.Value, same)),
        (JsonValueKind.Array, JsonValueKind.Array) => one.GetArrayLength() == other.GetArrayLength() && one.EnumerateArray().Zip(other.EnumerateArray()).All(pair => IsSame(pair.First, pair.Second)),
        _ => JsonElement.DeepEquals(one, other),
    };

    private static Dictionary<string, JsonElement> Members(JsonElement element) =>
        element.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);

    private static Failure? Exceeds(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String when element.GetString()!.Length > MostText => new Failure.Invalid(path, $"Must be at most {MostText} characters."),
        JsonValueKind.Array when element.GetArrayLength() > MostItems => new Failure.Invalid(path, $"Must be at most {MostItems} items."),
        JsonValueKind.Array => element.EnumerateArray().Select((item, n) => item.ValueKind == JsonValueKind.Null ? new Failure.Invalid($"{path}[{n}]", "Must not be null.") : Exceeds(item, $"{path}[{n}]")).FirstOrDefault(f => f is not null),
        JsonValueKind.Object => element.EnumerateObject().Select(p => Exceeds(p.Value, $"{path}.{p.Name}")).FirstOrDefault(f => f is not null),
        _ => null,
    };
}
