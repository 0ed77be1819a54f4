using System.Text.Json.Serialization;
using NodaTime;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>A calendar of a mailbox.</summary>
internal sealed record CalendarInfo
{
    public required string Id { get; init; }

    /// <summary>The account whose mailbox it is in.</summary>
    public required string Account { get; init; }

    public required string Name { get; init; }

    public required string TimeZone { get; init; }

    public bool IsDefault { get; init; }

    public bool CanEdit { get; init; } = true;

    public string Color { get; init; } = "auto";

    public bool Deleted { get; init; }

    /// <summary>Which life of the calendar this is, in hex: after a reset, old delta tokens are refused.</summary>
    public string Incarnation { get; init; } = "";

    [JsonIgnore]
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];
}
