using System.Text.Json.Nodes;
using NodaTime;

namespace App.Sandbox.Calendars;

/// <summary>A vendor's calendars as the person who owns them works on them, without a token: what pages and control API do.</summary>
internal interface ICalendarDesk
{
    string Vendor { get; }

    /// <summary>What the vendor calls it, for headings.</summary>
    string Product { get; }

    string Initials { get; }

    IReadOnlyList<DeskAccount> Accounts { get; }

    /// <summary>What can be done to an account beside its calendars.</summary>
    IReadOnlyList<DeskAction> Actions { get; }

    /// <summary>Whether an application is connected, and how.</summary>
    (bool IsConnected, string Words) Standing(string account);

    /// <summary>The calendars of an account, the primary one first; deleted ones too.</summary>
    IReadOnlyList<DeskCalendar> Calendars(string account);

    /// <summary>A calendar that is not deleted, by its id or as <c>primary</c>.</summary>
    DeskCalendar? FindCalendar(string account, string id);

    /// <summary>Adds a calendar from <c>summary</c> and what else the vendor takes.</summary>
    DeskAnswer AddCalendar(DeskAccount account, JsonObject body);

    void RemoveCalendar(DeskCalendar calendar);

    JsonObject Describe(DeskCalendar calendar);

    IReadOnlyList<JsonObject> Bodies(DeskCalendar calendar);

    /// <summary>An event, or one occurrence, as the vendor writes it.</summary>
    DeskAnswer Body(DeskCalendar calendar, string id);

    DeskAnswer Insert(DeskCalendar calendar, JsonObject body);

    DeskAnswer Patch(DeskCalendar calendar, string id, JsonObject body);

    DeskAnswer Remove(DeskCalendar calendar, string id);

    /// <summary>Adds many at once; answers how many.</summary>
    int InsertMany(DeskCalendar calendar, IEnumerable<BulkEvent> events);

    /// <summary>What happens on these days, occurrences one by one, in order.</summary>
    IReadOnlyList<DeskEvent> Between(DeskCalendar calendar, LocalDate from, LocalDate to);

    /// <summary>One event or occurrence for the form; null if it is not there.</summary>
    DeskEvent? Find(DeskCalendar calendar, string id);

    /// <summary>Writes what a form sent: a new event without an id, otherwise a change.</summary>
    DeskAnswer Save(DeskCalendar calendar, string? id, EventDraft draft);

    void ExpireSyncTokens(string account);
}

internal sealed record DeskAccount(string Email, string Name, DateTimeZone Zone);

/// <summary>A button on an account's card: its path, its words, and the sentence shown after.</summary>
internal sealed record DeskAction(string Path, string Words, string Done, Action<string> Act);

internal sealed record DeskCalendar(string Id, string Account, string Name, DateTimeZone Zone, bool IsPrimary, bool IsDeleted, int Events);

/// <summary>An answer of the control API: a status, and the vendor's own words.</summary>
internal sealed record DeskAnswer(int Status, JsonNode Body)
{
    public bool IsGood => Status < 400;

    public static DeskAnswer Ok(JsonNode body) => new(StatusCodes.Status200OK, body);

    public static DeskAnswer Wrong(string error) => new(StatusCodes.Status400BadRequest, new JsonObject { ["error"] = error });

    public static DeskAnswer Missing(string error) => new(StatusCodes.Status404NotFound, new JsonObject { ["error"] = error });
}
