using System.Text.Json.Serialization;
using NodaTime;

namespace App.Sandbox.CalDav.Collections;

/// <summary>A collection in the home of an account.</summary>
internal sealed record CollectionInfo
{
    /// <summary>Its segment in the path, within the home.</summary>
    public required string Id { get; init; }

    public required string Account { get; init; }

    public required string Name { get; init; }

    public required string TimeZone { get; init; }

    public string Color { get; init; } = "#2F55D4FF";

    /// <summary>What is kept in it: <c>VEVENT</c>, or <c>VTODO</c> of a list of reminders.</summary>
    public string Component { get; init; } = "VEVENT";

    public bool IsPrimary { get; init; }

    public bool IsReadOnly { get; init; }

    public bool Deleted { get; init; }

    /// <summary>Which life of the collection this is: after a reset, old sync tokens are refused.</summary>
    public string Incarnation { get; init; } = "";

    [JsonIgnore]
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    [JsonIgnore]
    public string Key => $"{Account}/{Id}";
}
