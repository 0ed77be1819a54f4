using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>A calendar, and how its owner's list shows it.</summary>
internal sealed record CalendarInfo
{
    public required string Id { get; init; }

    /// <summary>The account whose list it is on.</summary>
    public required string Account { get; init; }

    public required string Summary { get; init; }

    public string? Description { get; init; }

    public required string TimeZone { get; init; }

    public bool Primary { get; init; }

    /// <summary><c>owner</c>, <c>writer</c>, <c>reader</c> or <c>freeBusyReader</c>.</summary>
    public string AccessRole { get; init; } = "owner";

    public string Color { get; init; } = "#2f55d4";

    public string ColorId { get; init; } = "1";

    public bool Hidden { get; init; }

    public bool Deleted { get; init; }

    /// <summary>Number of the last change to the entry, within the account's list.</summary>
    public long Seq { get; init; }

    /// <summary>Which life of the calendar this is: after a reset, old sync tokens are refused.</summary>
    public string Incarnation { get; init; } = "";

    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    [System.Text.Json.Serialization.JsonIgnore]
    public string ETag => $"\"{Incarnation[..8]}{Seq:D6}\"";
}
