using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>What became of an item.</summary>
internal enum ItemState
{
    Live,

    /// <summary>Deleted; of a series, that occurrence is cancelled.</summary>
    Deleted,

    /// <summary>An exception that ended because its series was moved: the occurrence is again as the rule says.</summary>
    Undone,
}

/// <summary>A single event, a series, or an exception of one, as it is now.</summary>
internal sealed record StoredItem(string Key, long Seq, ItemState State, JsonObject Body, ItemTiming Timing, IReadOnlyList<PastTiming> Past)
{
    private static readonly LocalDatePattern DayStamp = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    public bool IsLive => State == ItemState.Live;

    public bool IsSeries => Timing.Pattern is not null;

    /// <summary>The series it is an exception of.</summary>
    public string? MasterKey { get; } = Split(Key).Master;

    public LocalDate? Day { get; } = Split(Key).Day;

    public static string KeyOf(string master, LocalDate day) => $"{master}-{DayStamp.Format(day)}";

    /// <summary>The key of an occurrence in its parts; of anything else, no parts.</summary>
    public static (string? Master, LocalDate? Day) Split(string key)
    {
        var cut = key.LastIndexOf('-');
        return cut > 0 && DayStamp.Parse(key[(cut + 1)..]) is { Success: true, Value: var day } ? (key[..cut], day) : (null, null);
    }

    public string? Text(string name) => Body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>What decides when it is.</summary>
    public JsonObject Source => SourceOf(Body);

    public static JsonObject SourceOf(JsonObject body)
    {
        var source = new JsonObject();
        foreach (var name in (string[])["start", "end", "isAllDay", "recurrence"])
        {
            if (body[name] is { } value)
            {
                source[name] = value.DeepClone();
            }
        }

        return source;
    }
}
