using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>How a client wants events shown: the zone of times, the kind of ids, and which properties.</summary>
internal sealed record ItemPreferences(string ZoneName, DateTimeZone Zone, bool Immutable, IReadOnlySet<string>? Select = null)
{
    public static readonly ItemPreferences Plain = new(GraphZones.Utc, DateTimeZone.Utc, Immutable: true);
}

/// <summary>Writes items as Graph answers them.</summary>
internal sealed partial class ItemView(GraphCalendar calendar, ItemPreferences preferences)
{
    private static readonly string[] Plain =
    [
        "createdDateTime", "lastModifiedDateTime", "categories", "reminderMinutesBeforeStart", "isReminderOn", "subject", "importance", "sensitivity",
        "isAllDay", "isCancelled", "isOrganizer", "responseRequested", "showAs", "isOnlineMeeting", "onlineMeetingProvider", "allowNewTimeProposals",
        "hideAttendees", "responseStatus", "body", "location", "locations", "attendees", "organizer",
    ];

    private static readonly string[] OrNull = ["transactionId", "onlineMeeting", "recurrence"];

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    public JsonObject Write(Found found)
    {
        var item = found.Item;
        var changeKey = calendar.ChangeKeyOf(item);
        var id = Id(found.Key);
        var shown = new JsonObject { ["@odata.etag"] = $"W/\"{changeKey}\"", ["id"] = id, ["changeKey"] = changeKey };
        foreach (var name in Plain)
        {
            shown[name] = item.Body[name]?.DeepClone();
        }

        foreach (var name in OrNull)
        {
            shown[name] = found.Occurrence is null ? item.Body[name]?.DeepClone() : null;
        }

        shown["originalStartTimeZone"] = item.Body["originalStartTimeZone"]?.DeepClone() ?? item.Timing.Start.ZoneName;
        shown["originalEndTimeZone"] = item.Body["originalEndTimeZone"]?.DeepClone() ?? item.Timing.End.ZoneName;
        shown["iCalUId"] = ICalUid(found);
        shown["hasAttachments"] = false;
        shown["isDraft"] = false;
        shown["bodyPreview"] = Preview(item);
        shown["webLink"] = $"https://outlook.office365.com/owa/?itemid={Uri.EscapeDataString(id)}&exvsurl=1&path=/calendar/item";
        shown["onlineMeetingUrl"] = null;
        AddPlaceInSeries(shown, found);
        AddTimes(shown, found);
        return Selected(shown);
    }

    /// <summary>An occurrence as a delta round tells it, in few words: the rest is as its series has it.</summary>
    public JsonObject WriteSparse(StoredItem master, Occurrence occurrence)
    {
        var shown = new JsonObject
        {
            ["@odata.etag"] = $"W/\"{calendar.ChangeKeyOf(master)}\"",
            ["id"] = Id(StoredItem.KeyOf(master.Key, occurrence.Day)),
            ["seriesMasterId"] = Id(master.Key),
            ["type"] = "occurrence",
        };
        AddTimes(shown, new Found(master, occurrence));
        return shown;
    }

    public JsonObject WriteRemoved(string key) => new() { ["@removed"] = new JsonObject { ["reason"] = "deleted" }, ["id"] = Id(key) };

    public string Id(string key) => ItemIds.Write(key, calendar.Info, preferences.Immutable);

    private void AddPlaceInSeries(JsonObject shown, Found found)
    {
        var item = found.Item;
        shown["type"] = found.Occurrence is not null ? "occurrence" : item.IsSeries ? "seriesMaster" : item.MasterKey is not null ? "exception" : "singleInstance";
        shown["seriesMasterId"] = found.Occurrence is not null ? Id(item.Key) : item.MasterKey is { } master ? Id(master) : null;
        var original = found.Occurrence is { } occurrence ? InstantPattern.ExtendedIso.Format(occurrence.StartAt) : item.Text("originalStart");
        if (original is not null)
        {
            shown["originalStart"] = original;
        }

        if (item.IsSeries && found.Occurrence is null && preferences.Select?.Contains("cancelledOccurrences") == true)
        {
            shown["cancelledOccurrences"] = new JsonArray([.. calendar.Cancelled(item.Key).Select(k => (JsonNode)Id(k))]);
        }
    }

    private void AddTimes(JsonObject shown, Found found)
    {
        var timing = found.Item.Timing;
        var (start, end) = found.Occurrence is { } o ? (o.Start, o.End) : (timing.Start.Local, timing.End.Local);
        shown["start"] = GraphTime.Show(found.StartAt, start, timing.IsAllDay, preferences.ZoneName, preferences.Zone);
        shown["end"] = GraphTime.Show(found.EndAt, end, timing.IsAllDay, preferences.ZoneName, preferences.Zone);
    }

    /// <summary>Each occurrence has a UID of its own: the day stands in its bytes 16 to 19.</summary>
    private static string ICalUid(Found found)
    {
        var uid = found.Item.Text("iCalUId")!;
        return (found.Occurrence?.Day ?? found.Item.Day) is { } day && uid.Length >= 40
            ? uid[..32] + day.Year.ToString("X4", CultureInfo.InvariantCulture) + day.Month.ToString("X2", CultureInfo.InvariantCulture) + day.Day.ToString("X2", CultureInfo.InvariantCulture) + uid[40..]
            : uid;
    }

    private static string Preview(StoredItem item)
    {
        var text = Tag().Replace(item.Body["body"]?["content"]?.ToString() ?? "", "").Trim();
        return text.Length > 255 ? text[..255] : text;
    }

    private JsonObject Selected(JsonObject shown)
    {
        if (preferences.Select is { } wanted)
        {
            foreach (var name in shown.Select(p => p.Key).Where(n => n is not ("id" or "@odata.etag") && !wanted.Contains(n)).ToList())
            {
                shown.Remove(name);
            }
        }

        return shown;
    }
}
