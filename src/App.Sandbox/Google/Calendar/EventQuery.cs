using System.Text.Json;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>What an events listing asks for.</summary>
internal sealed record EventQuery
{
    public bool SingleEvents { get; init; }

    public bool ShowDeleted { get; init; }

    public Window Window { get; init; } = Window.All;

    public string? OrderBy { get; init; }

    public string? UpdatedMin { get; init; }

    public string? Text { get; init; }

    public string? ICalUid { get; init; }

    public IReadOnlyList<string> EventTypes { get; init; } = [];

    public IReadOnlyList<string> PrivateProperties { get; init; } = [];

    public IReadOnlyList<string> SharedProperties { get; init; } = [];

    public DateTimeZone? Zone { get; init; }

    public int? MaxAttendees { get; init; }

    /// <summary>Only what changed after this number; null for a full listing.</summary>
    public long? Since { get; init; }

    public bool ByStartTime => OrderBy == "startTime";

    /// <summary>Google gives no sync token for listings that a later one could not continue.</summary>
    public bool CanContinue =>
        OrderBy is null && UpdatedMin is null && Text is null && ICalUid is null && PrivateProperties.Count == 0 && SharedProperties.Count == 0;

    public bool Filters(StoredEvent stored) =>
        (EventTypes.Count == 0 || EventTypes.Contains(stored.EventType))
        && (ICalUid is null || stored.ICalUid == ICalUid)
        && (UpdatedMin is null || string.CompareOrdinal(stored.Updated, UpdatedMin) >= 0)
        && (Text is null && PrivateProperties.Count == 0 && SharedProperties.Count == 0 || FiltersContent(stored));

    private bool FiltersContent(StoredEvent stored)
    {
        using var body = JsonDocument.Parse(stored.Json);
        return (Text is null || Speaks(body.RootElement, Text))
            && Has(body.RootElement, "private", PrivateProperties)
            && Has(body.RootElement, "shared", SharedProperties);
    }

    private static bool Speaks(JsonElement body, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var spoken = string.Join('\n', Spoken(body));
        return words.All(w => spoken.Contains(w, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Spoken(JsonElement body)
    {
        foreach (var property in body.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.String && property.Name is "summary" or "description" or "location")
            {
                yield return property.Value.GetString()!;
            }

            var people = property.Name switch
            {
                "attendees" => property.Value.EnumerateArray(),
                _ => default,
            };
            foreach (var person in people)
            {
                yield return person.TryGetProperty("email", out var email) ? email.GetString()! : "";
                yield return person.TryGetProperty("displayName", out var name) ? name.GetString()! : "";
            }
        }
    }

    private static bool Has(JsonElement body, string kind, IReadOnlyList<string> wanted) => wanted.All(pair =>
    {
        var parts = pair.Split('=', 2);
        return parts.Length == 2
            && body.TryGetProperty("extendedProperties", out var all)
            && all.TryGetProperty(kind, out var properties)
            && properties.TryGetProperty(parts[0], out var value)
            && value.GetString() == parts[1];
    });
}
