using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Microsoft.Graph;
using App.Sandbox.Outcomes;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>The properties of an event a client may set; Graph refuses those it does not know and drops those only it sets.</summary>
internal static class ItemFields
{
    private static readonly Dictionary<string, JsonValueKind> Writable = new()
    {
        ["subject"] = JsonValueKind.String,
        ["body"] = JsonValueKind.Object,
        ["start"] = JsonValueKind.Object,
        ["end"] = JsonValueKind.Object,
        ["isAllDay"] = JsonValueKind.True,
        ["showAs"] = JsonValueKind.String,
        ["sensitivity"] = JsonValueKind.String,
        ["importance"] = JsonValueKind.String,
        ["location"] = JsonValueKind.Object,
        ["locations"] = JsonValueKind.Array,
        ["attendees"] = JsonValueKind.Array,
        ["recurrence"] = JsonValueKind.Object,
        ["categories"] = JsonValueKind.Array,
        ["isReminderOn"] = JsonValueKind.True,
        ["reminderMinutesBeforeStart"] = JsonValueKind.Number,
        ["responseRequested"] = JsonValueKind.True,
        ["allowNewTimeProposals"] = JsonValueKind.True,
        ["hideAttendees"] = JsonValueKind.True,
        ["isOnlineMeeting"] = JsonValueKind.True,
        ["onlineMeetingProvider"] = JsonValueKind.String,
        ["transactionId"] = JsonValueKind.String,
        [ExtendedProperties.Name] = JsonValueKind.Array,
    };

    /// <summary>Set by Graph only; a change made at the vendor itself may set them too.</summary>
    private static readonly Dictionary<string, JsonValueKind> Own = new()
    {
        ["organizer"] = JsonValueKind.Object,
        ["isOrganizer"] = JsonValueKind.True,
        ["responseStatus"] = JsonValueKind.Object,
        ["isCancelled"] = JsonValueKind.True,
        ["iCalUId"] = JsonValueKind.String,
        ["originalStartTimeZone"] = JsonValueKind.String,
        ["originalEndTimeZone"] = JsonValueKind.String,
    };

    private static readonly HashSet<string> ReadOnly =
    [
        .. Own.Keys, "id", "changeKey", "createdDateTime", "lastModifiedDateTime", "type", "seriesMasterId", "webLink", "bodyPreview",
        "hasAttachments", "onlineMeeting", "onlineMeetingUrl", "originalStart", "isDraft", "cancelledOccurrences", "exceptionOccurrences",
        "originalStartTimeZone", "originalEndTimeZone",
    ];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["showAs"] = ["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"],
        ["sensitivity"] = ["normal", "personal", "private", "confidential"],
        ["importance"] = ["low", "normal", "high"],
        ["onlineMeetingProvider"] = ["unknown", "skypeForBusiness", "skypeForConsumer", "teamsForBusiness"],
    };

    private static readonly Dictionary<string, string[]> Inner = new()
    {
        ["start"] = ["dateTime", "timeZone"],
        ["end"] = ["dateTime", "timeZone"],
        ["body"] = ["contentType", "content"],
        ["location"] = ["displayName", "locationType", "uniqueId", "uniqueIdType", "address", "coordinates", "locationEmailAddress", "locationUri"],
        ["recurrence"] = ["pattern", "range"],
    };

    /// <summary>The properties that may be written, checked; nulls stay, for a patch takes them as removals.</summary>
    public static Outcome<JsonObject, GraphError> Read(JsonObject sent, bool atVendor)
    {
        var read = new JsonObject();
        foreach (var (name, value) in sent.Where(p => !p.Key.Contains("@odata", StringComparison.Ordinal)))
        {
            if (!Writable.TryGetValue(name, out var kind) && !(atVendor && Own.TryGetValue(name, out kind)))
            {
                if (ReadOnly.Contains(name))
                {
                    continue;
                }

                return GraphError.Body($"The property '{name}' does not exist on type 'microsoft.graph.event'. Make sure to only use property names that are defined by the type.");
            }

            if (!IsOf(kind, value) || !IsAllowed(name, value) || !KnowsInner(name, value) || (name == ExtendedProperties.Name && value is JsonArray own && !ExtendedProperties.AreSound(own)))
            {
                return GraphError.Body($"Cannot convert the value of '{name}' to the expected type.");
            }

            read[name] = value?.DeepClone();
        }

        return read;
    }

    private static bool IsOf(JsonValueKind kind, JsonNode? value) =>
        value is null || (value.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : value.GetValueKind()) == kind;

    private static bool IsAllowed(string name, JsonNode? value) =>
        value is null || !Allowed.TryGetValue(name, out var allowed) || allowed.Contains(value.GetValue<string>());

    private static bool KnowsInner(string name, JsonNode? value) =>
        value is not JsonObject inner
        || !Inner.TryGetValue(name, out var known)
        || inner.All(p => p.Key.Contains("@odata", StringComparison.Ordinal) || known.Contains(p.Key));
}
