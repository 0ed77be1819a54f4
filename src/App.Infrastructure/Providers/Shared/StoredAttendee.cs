using System.Text.Json;
using System.Text.Json.Serialization;
using App.Domain.Calendars;

namespace App.Infrastructure.Providers.Shared;

/// <summary>An attendee as kept for display.</summary>
/// <param name="Response"><c>accepted</c>, <c>declined</c>, <c>tentative</c> or <c>needsAction</c>; null: none is told.</param>
internal sealed record StoredAttendee(string? Name, string? Email, string? Response)
{
    private const int Most = 100;

    /// <summary>The word kept for an answer.</summary>
    public static string? WordOf(Response response) => response switch
    {
        Domain.Calendars.Response.Accepted => "accepted",
        Domain.Calendars.Response.Declined => "declined",
        Domain.Calendars.Response.Tentative => "tentative",
        Domain.Calendars.Response.NeedsAction => "needsAction",
        _ => null,
    };

    /// <summary>As <see cref="EventRecord.Attendees"/> has them, cut to the first hundred; null where there are none.</summary>
    public static string? Write(IEnumerable<StoredAttendee> people)
    {
        List<StoredAttendee> kept = [.. people.Take(Most)];
        return kept.Count == 0 ? null : JsonSerializer.Serialize(kept, StoredAttendeeJson.Default.ListStoredAttendee);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<StoredAttendee>))]
internal sealed partial class StoredAttendeeJson : JsonSerializerContext;
