using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Calendars;
using App.Sandbox.Credentials;
using App.Sandbox.Google.Calendar;
using App.Sandbox.Hosting;
using App.Sandbox.Outcomes;
using NodaTime;

namespace App.Sandbox.Google;

/// <summary>Google calendars as their owners work on them.</summary>
internal sealed class GoogleDesk(CalendarStore store, GrantStore grants, SandboxClock clock) : ICalendarDesk
{
    private const int EventsShown = 500;
    private static readonly WriteMode AtVendor = new(AtVendor: true);

    public string Vendor => GoogleAccount.Vendor;

    public string Product => "Google Calendar";

    public string Initials => "GC";

    public IReadOnlyList<DeskAccount> Accounts { get; } =
        [.. GoogleAccount.All.Select(a => new DeskAccount(a.Email, a.Person.Name, DateTimeZoneProviders.Tzdb[a.Zone]))];

    public IReadOnlyList<DeskAction> Actions =>
    [
        new("expire-access-tokens", "Expire access", "access-expired", email => grants.ExpireAccessTokens(email, Vendor)),
        new("expire-sync-tokens", "Expire sync", "sync-expired", ExpireSyncTokens),
        new("revoke", "Revoke", "revoked", email => grants.RevokeAccount(email, Vendor)),
    ];

    private Instant Now => clock.Now(Vendor);

    public (bool IsConnected, string Words) Standing(string account) => Credentials.Standing.Of(grants, Vendor, account);

    public IReadOnlyList<DeskCalendar> Calendars(string account) => [.. store.Of(account).Select(Show)];

    public DeskCalendar? FindCalendar(string account, string id) => store.Find(account, id) is { } calendar ? Show(calendar) : null;

    public DeskAnswer AddCalendar(DeskAccount account, JsonObject body)
    {
        var summary = StoredEvent.Text(body, "summary")!;
        var info = new CalendarInfo
        {
            Id = StoredEvent.Text(body, "id") ?? CalendarId(account.Email, summary),
            Account = account.Email,
            Summary = summary,
            TimeZone = StoredEvent.Text(body, "timeZone") ?? account.Zone.Id,
            AccessRole = StoredEvent.Text(body, "accessRole") ?? "owner",
        };
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(info.TimeZone) is null)
        {
            return DeskAnswer.Wrong("The time zone is not known.");
        }

        return store.Find(account.Email, info.Id) is null
            ? DeskAnswer.Ok(Describe(store.Add(info)))
            : DeskAnswer.Wrong("A calendar of this id exists.");
    }

    public void RemoveCalendar(DeskCalendar calendar) => store.Change(Of(calendar), i => i with { Deleted = true });

    public JsonObject Describe(DeskCalendar calendar) => Describe(Of(calendar));

    public static JsonObject Describe(SandboxCalendar calendar) => new()
    {
        ["id"] = calendar.Info.Id,
        ["summary"] = calendar.Info.Summary,
        ["timeZone"] = calendar.Info.TimeZone,
        ["primary"] = calendar.Info.Primary,
        ["accessRole"] = calendar.Info.AccessRole,
        ["deleted"] = calendar.Info.Deleted,
        ["color"] = calendar.Info.Color,
        ["events"] = calendar.CountLive,
    };

    public IReadOnlyList<JsonObject> Bodies(DeskCalendar calendar) => Of(calendar).Bodies();

    public DeskAnswer Body(DeskCalendar calendar, string id) =>
        Of(calendar).Find(id) is { } body ? DeskAnswer.Ok(body) : Refused(GoogleError.NotFound);

    public DeskAnswer Insert(DeskCalendar calendar, JsonObject body) =>
        Writer(calendar).New(body, AtVendor).Failed(out var error, out var made) ? Refused(error) : Answer(Of(calendar).Insert(made, Now));

    public DeskAnswer Patch(DeskCalendar calendar, string id, JsonObject body) =>
        Answer(Of(calendar).Change(id, null, Now, before => Writer(calendar).Patched(before, body, AtVendor)));

    public DeskAnswer Remove(DeskCalendar calendar, string id) =>
        Of(calendar).Remove(id, null, Now) is { } error ? Refused(error) : DeskAnswer.Ok(new JsonObject { ["deleted"] = id });

    public int InsertMany(DeskCalendar calendar, IEnumerable<BulkEvent> events)
    {
        var writer = Writer(calendar);
        return Of(calendar).InsertMany(events.Select(e => writer.New(DeskEvents.Write(e, calendar), AtVendor).Value).OfType<JsonObject>(), Now);
    }

    public IReadOnlyList<DeskEvent> Between(DeskCalendar calendar, LocalDate from, LocalDate to)
    {
        var window = new Window(calendar.Zone.AtStartOfDay(from).ToInstant(), calendar.Zone.AtStartOfDay(to).ToInstant());
        var page = Of(calendar).List(new EventQuery { SingleEvents = true, OrderBy = "startTime", Window = window }, null, EventsShown);
        return [.. page.Items.Select(i => DeskEvents.Read(JsonNode.Parse(i)!.AsObject(), calendar.Zone))];
    }

    public DeskEvent? Find(DeskCalendar calendar, string id) =>
        Of(calendar).Find(id) is { } found && StoredEvent.Text(found, "status") != "cancelled" ? DeskEvents.Read(found, calendar.Zone) : null;

    public DeskAnswer Save(DeskCalendar calendar, string? id, EventDraft draft)
    {
        var body = DeskEvents.Write(draft, calendar.Zone);
        return id is null ? Insert(calendar, body) : Patch(calendar, id, body);
    }

    public void ExpireSyncTokens(string account) => store.ExpireSyncTokens(account);

    /// <summary>The id a secondary calendar gets: the same for the same name, so that tests can foresee it.</summary>
    public static string CalendarId(string account, string summary)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{account}/{summary}"));
        return $"c_{Convert.ToHexStringLower(hash)[..26]}@group.calendar.google.com";
    }

    private SandboxCalendar Of(DeskCalendar calendar) => store.Of(calendar.Account).First(c => c.Info.Id == calendar.Id);

    private EventWriter Writer(DeskCalendar calendar) => new(Of(calendar));

    private static DeskCalendar Show(SandboxCalendar calendar) => new(
        calendar.Info.Id,
        calendar.Info.Account,
        calendar.Info.Summary,
        calendar.Zone,
        calendar.Info.Primary,
        calendar.Info.Deleted,
        calendar.CountLive);

    private static DeskAnswer Answer(Outcome<JsonObject, GoogleError> outcome) => outcome.Failed(out var error, out var body) ? Refused(error) : DeskAnswer.Ok(body);

    private static DeskAnswer Refused(GoogleError error) => new(error.Status, error.ToJson());
}
