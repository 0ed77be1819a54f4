using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Outcomes;

namespace App.Sandbox.Google.Calendar;

/// <summary>The properties of an event a client may set, and what they may hold; others are dropped as Google drops them.</summary>
internal static class EventFields
{
    private static readonly Shape Text = new(JsonValueKind.String);
    private static readonly Shape Flag = new(JsonValueKind.True);
    private static readonly Shape Number = new(JsonValueKind.Number);
    private static readonly Shape Any = new(JsonValueKind.Undefined);
    private static readonly Shape TextMap = new(JsonValueKind.Object, Each: Text);
    private static readonly Shape Time = Object(("date", Text), ("dateTime", Text), ("timeZone", Text));
    private static readonly Shape Reminder = Object(("method", Text), ("minutes", Number));

    private static readonly Shape Attendee = Object(
        ("additionalGuests", Number), ("comment", Text), ("displayName", Text), ("email", Text), ("id", Text),
        ("optional", Flag), ("organizer", Flag), ("resource", Flag), ("responseStatus", Text), ("self", Flag));

    private static readonly Shape Attachment = Object(
        ("fileId", Text), ("fileUrl", Text), ("iconLink", Text), ("mimeType", Text), ("title", Text));

    private static readonly Shape OfficeLocation = Object(
        ("buildingId", Text), ("deskId", Text), ("floorId", Text), ("floorSectionId", Text), ("label", Text));

    private static readonly Dictionary<string, Shape> Writable = new()
    {
        ["id"] = Text,
        ["status"] = Text,
        ["summary"] = Text,
        ["description"] = Text,
        ["location"] = Text,
        ["colorId"] = Text,
        ["start"] = Time,
        ["end"] = Time,
        ["recurrence"] = List(Text),
        ["transparency"] = Text,
        ["visibility"] = Text,
        ["attendees"] = List(Attendee),
        ["attachments"] = List(Attachment),
        ["anyoneCanAddSelf"] = Flag,
        ["guestsCanInviteOthers"] = Flag,
        ["guestsCanModify"] = Flag,
        ["guestsCanSeeOtherGuests"] = Flag,
        ["extendedProperties"] = Object(("private", TextMap), ("shared", TextMap)),
        ["reminders"] = Object(("useDefault", Flag), ("overrides", List(Reminder))),
        ["source"] = Object(("title", Text), ("url", Text)),
        ["eventType"] = Text,
        ["outOfOfficeProperties"] = Object(("autoDeclineMode", Text), ("declineMessage", Text)),
        ["focusTimeProperties"] = Object(("autoDeclineMode", Text), ("chatStatus", Text), ("declineMessage", Text)),
        ["birthdayProperties"] = Object(("contact", Text), ("customTypeName", Text), ("type", Text)),
        ["workingLocationProperties"] = Object(("type", Text), ("homeOffice", Any), ("customLocation", Object(("label", Text))), ("officeLocation", OfficeLocation)),
        ["conferenceData"] = Any,
    };

    /// <summary>Set by Google only; a change made at the vendor itself may set them too.</summary>
    private static readonly Dictionary<string, Shape> Own = new()
    {
        ["creator"] = Object(("email", Text), ("displayName", Text), ("self", Flag), ("id", Text)),
        ["organizer"] = Object(("email", Text), ("displayName", Text), ("self", Flag), ("id", Text)),
        ["iCalUID"] = Text,
        ["created"] = Text,
        ["hangoutLink"] = Text,
    };

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["status"] = ["confirmed", "tentative", "cancelled"],
        ["transparency"] = ["opaque", "transparent"],
        ["visibility"] = ["default", "public", "private", "confidential"],
        ["eventType"] = ["default", "outOfOffice", "focusTime", "workingLocation", "birthday", "fromGmail"],
    };

    /// <summary>What guests may change on their own copy.</summary>
    public static readonly IReadOnlySet<string> Personal =
        new HashSet<string> { "attendees", "reminders", "colorId", "transparency", "visibility", "status", "extendedProperties" };

    /// <summary>The known properties of what was sent, checked; nulls stay, for a patch takes them as removals.</summary>
    public static Outcome<JsonObject, GoogleError> Read(JsonObject sent, bool atVendor)
    {
        var read = new JsonObject();
        foreach (var (name, value) in sent)
        {
            if (!Writable.TryGetValue(name, out var shape) && !(atVendor && Own.TryGetValue(name, out shape)))
            {
                continue;
            }

            if (!shape.TryRead(value, out var clean) || !IsAllowed(name, clean))
            {
                return GoogleError.Invalid($"Invalid value for: {name}");
            }

            read[name] = clean;
        }

        return read;
    }

    private static bool IsAllowed(string name, JsonNode? value) =>
        value is null || !Allowed.TryGetValue(name, out var allowed) || allowed.Contains(value.GetValue<string>());

    private static Shape Object(params (string Name, Shape Shape)[] properties) =>
        new(JsonValueKind.Object, Properties: properties.ToDictionary(p => p.Name, p => p.Shape));

    private static Shape List(Shape item) => new(JsonValueKind.Array, Each: item);

    private sealed record Shape(JsonValueKind Kind, Shape? Each = null, Dictionary<string, Shape>? Properties = null)
    {
        public bool TryRead(JsonNode? node, out JsonNode? clean)
        {
            clean = null;
            if (node is null || Kind == JsonValueKind.Undefined)
            {
                clean = node?.DeepClone();
                return true;
            }

            var kind = node.GetValueKind() is JsonValueKind.False ? JsonValueKind.True : node.GetValueKind();
            return kind == Kind && Kind switch
            {
                JsonValueKind.Array => TryReadList(node.AsArray(), out clean),
                JsonValueKind.Object => TryReadObject(node.AsObject(), out clean),
                _ => (clean = node.DeepClone()) is not null,
            };
        }

        private bool TryReadList(JsonArray list, out JsonNode? clean)
        {
            var items = new JsonArray();
            clean = items;
            foreach (var item in list)
            {
                if (item is null || !Each!.TryRead(item, out var read))
                {
                    return false;
                }

                items.Add(read);
            }

            return true;
        }

        private bool TryReadObject(JsonObject value, out JsonNode? clean)
        {
            var read = new JsonObject();
            clean = read;
            foreach (var (name, member) in value)
            {
                if ((Each ?? Properties!.GetValueOrDefault(name)) is not { } shape)
                {
                    continue;
                }

                if (!shape.TryRead(member, out var cleanMember))
                {
                    return false;
                }

                read[name] = cleanMember;
            }

            return true;
        }
    }
}
