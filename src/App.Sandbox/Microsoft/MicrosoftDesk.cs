using System.Text.Json.Nodes;
using App.Sandbox.Calendars;
using App.Sandbox.Credentials;
using App.Sandbox.Hosting;
using App.Sandbox.Microsoft.Graph;
using App.Sandbox.Microsoft.Mailbox;
using App.Sandbox.Outcomes;
using NodaTime;

namespace App.Sandbox.Microsoft;

/// <summary>Outlook calendars as their owners work on them. Ids are immutable here, whatever clients see.</summary>
internal sealed class MicrosoftDesk(MailboxStore store, GrantStore grants, SubscriptionPushes pushes, SandboxClock clock) : ICalendarDesk
{
    public string Vendor => MicrosoftAccount.Vendor;

    public string Product => "Outlook calendar";

    public string Initials => "MS";

    public IReadOnlyList<DeskAccount> Accounts { get; } =
        [.. MicrosoftAccount.All.Select(a => new DeskAccount(a.Email, a.Person.Name, DateTimeZoneProviders.Tzdb[a.Person.Zone]))];

    public IReadOnlyList<DeskAction> Actions =>
    [
        new("expire-access-tokens", "Expire access", "access-expired", email => grants.ExpireAccessTokens(email, Vendor)),
        new("expire-sync-tokens", "Expire sync", "sync-expired", ExpireSyncTokens),
        new("reauthorization-required", "Ask to reauthorize", "lifecycle", email => pushes.Tell(email, SubscriptionPushes.ReauthorizationRequired)),
        new("missed", "Say pushes were missed", "lifecycle", email => pushes.Tell(email, SubscriptionPushes.Missed)),
        new("subscription-removed", "Remove subscriptions", "lifecycle", email => pushes.Tell(email, SubscriptionPushes.Removed)),
        new("revoke", "Revoke", "revoked", email => grants.RevokeAccount(email, Vendor)),
    ];

    private Instant Now => clock.Now(Vendor);

    public (bool IsConnected, string Words) Standing(string account)
    {
        var (isConnected, words) = Credentials.Standing.Of(grants, Vendor, account);
        return (isConnected, $"{MicrosoftAccount.ByEmail(account)!.Kind}, {words}");
    }

    public IReadOnlyList<DeskCalendar> Calendars(string account) => [.. store.Of(account).Select(Show)];

    public DeskCalendar? FindCalendar(string account, string id) =>
        store.Find(account, id == "primary" ? null : id) is { } calendar ? Show(calendar) : null;

    public DeskAnswer AddCalendar(DeskAccount account, JsonObject body)
    {
        var info = MicrosoftSeed.NewCalendar(MicrosoftAccount.ByEmail(account.Email)!, body["summary"]!.ToString()) with
        {
            TimeZone = body["timeZone"]?.ToString() ?? account.Zone.Id,
            CanEdit = body["canEdit"]?.GetValue<bool>() ?? true,
        };
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(info.TimeZone) is null)
        {
            return DeskAnswer.Wrong("The time zone is not known.");
        }

        return store.Find(account.Email, info.Id) is null
            ? DeskAnswer.Ok(Describe(Show(store.Add(info))))
            : DeskAnswer.Wrong("A calendar of this name exists.");
    }

    public void RemoveCalendar(DeskCalendar calendar) => store.Delete(Of(calendar));

    public JsonObject Describe(DeskCalendar calendar) => new()
    {
        ["id"] = calendar.Id,
        ["summary"] = calendar.Name,
        ["timeZone"] = calendar.Zone.Id,
        ["primary"] = calendar.IsPrimary,
        ["canEdit"] = Of(calendar).Info.CanEdit,
        ["deleted"] = calendar.IsDeleted,
        ["events"] = calendar.Events,
    };

    public IReadOnlyList<JsonObject> Bodies(DeskCalendar calendar)
    {
        var (of, view) = Shown(calendar);
        return [.. of.Masters().Select(m => view.Write(new Found(m, null)))];
    }

    public DeskAnswer Body(DeskCalendar calendar, string id)
    {
        var (of, view) = Shown(calendar);
        return of.Find(ItemIds.Read(id)) is { } found ? DeskAnswer.Ok(view.Write(found)) : Refused(GraphError.ItemNotFound);
    }

    public DeskAnswer Insert(DeskCalendar calendar, JsonObject body)
    {
        var key = ItemIds.NewKey();
        return new ItemWriter(Of(calendar)).New(body, key, atVendor: true).Failed(out var error, out var made)
            ? Refused(error)
            : Answer(calendar, Of(calendar).Insert(key, made, Now));
    }

    public DeskAnswer Patch(DeskCalendar calendar, string id, JsonObject body)
    {
        var of = Of(calendar);
        return Answer(calendar, of.Change(ItemIds.Read(id), null, Now, before => new ItemWriter(of).Patched(before, body, atVendor: true)));
    }

    public DeskAnswer Remove(DeskCalendar calendar, string id) =>
        Of(calendar).Remove(ItemIds.Read(id), null, Now) is { } error ? Refused(error) : DeskAnswer.Ok(new JsonObject { ["deleted"] = id });

    public int InsertMany(DeskCalendar calendar, IEnumerable<BulkEvent> events)
    {
        var writer = new ItemWriter(Of(calendar));
        return Of(calendar).InsertMany(events.Select(e => (e.Id, writer.New(DeskItems.Write(e, calendar), e.Id, atVendor: true).Value!)), Now);
    }

    public IReadOnlyList<DeskEvent> Between(DeskCalendar calendar, LocalDate from, LocalDate to)
    {
        var (of, view) = Shown(calendar);
        var window = new ViewWindow(calendar.Zone.AtStartOfDay(from).ToInstant(), calendar.Zone.AtStartOfDay(to).ToInstant());
        return [.. of.View(window).Select(f => DeskItems.Read(f, view, calendar.Zone))];
    }

    public DeskEvent? Find(DeskCalendar calendar, string id)
    {
        var (of, view) = Shown(calendar);
        return of.Find(ItemIds.Read(id)) is { } found ? DeskItems.Read(found, view, calendar.Zone) : null;
    }

    public DeskAnswer Save(DeskCalendar calendar, string? id, EventDraft draft)
    {
        var body = DeskItems.Write(draft, calendar.Zone);
        return id is null ? Insert(calendar, body) : Patch(calendar, id, body);
    }

    public void ExpireSyncTokens(string account) => store.ExpireDeltaTokens(account);

    private GraphCalendar Of(DeskCalendar calendar) => store.Of(calendar.Account).First(c => c.Info.Id == calendar.Id);

    private (GraphCalendar Calendar, ItemView View) Shown(DeskCalendar calendar)
    {
        var of = Of(calendar);
        return (of, new ItemView(of, ItemPreferences.Plain));
    }

    private DeskAnswer Answer(DeskCalendar calendar, Outcome<Found, GraphError> outcome) =>
        outcome.Failed(out var error, out var found) ? Refused(error) : DeskAnswer.Ok(Shown(calendar).View.Write(found));

    private DeskAnswer Refused(GraphError error) => new(error.Status, error.ToJson(Now, ""));

    private static DeskCalendar Show(GraphCalendar calendar) => new(
        calendar.Info.Id,
        calendar.Info.Account,
        calendar.Info.Name,
        calendar.Info.Zone,
        calendar.Info.IsDefault,
        calendar.Info.Deleted,
        calendar.CountLive);
}
