using System.Text.Json.Nodes;
using App.Sandbox.CalDav.Collections;
using App.Sandbox.CalDav.Ics;
using App.Sandbox.CalDav.Protocol;
using App.Sandbox.Calendars;
using App.Sandbox.Hosting;
using NodaTime;

namespace App.Sandbox.CalDav;

/// <summary>CalDAV collections as their owners work on them: resources in the control API, events on the pages.</summary>
internal sealed class CalDavDesk(HomeStore store, DavServer server, SandboxClock clock) : ICalendarDesk
{
    public string Vendor => CalDavAccount.Vendor;

    public string Product => "CalDAV calendar";

    public string Initials => "CD";

    public IReadOnlyList<DeskAccount> Accounts { get; } =
        [.. CalDavAccount.All.Select(a => new DeskAccount(a.Email, a.Person.Name, DateTimeZoneProviders.Tzdb[a.Person.Zone]))];

    public IReadOnlyList<DeskAction> Actions =>
    [
        new("expire-sync-tokens", "Expire sync", "sync-expired", ExpireSyncTokens),
        new("revoke", "New password", "password", store.ReplacePassword),
    ];

    public (bool IsConnected, string Words) Standing(string account) =>
        (server.HasConnected(account), $"App-specific password: {CalDavAccount.ByEmail(account)!.AppPassword(store.PasswordGeneration(account))}");

    public IReadOnlyList<DeskCalendar> Calendars(string account) => [.. store.Of(account).Where(c => c.Info.Component == "VEVENT").Select(Show)];

    public DeskCalendar? FindCalendar(string account, string id) =>
        Calendars(account).FirstOrDefault(c => !c.IsDeleted && (id == "primary" ? c.IsPrimary : c.Id == id));

    public DeskAnswer AddCalendar(DeskAccount account, JsonObject body)
    {
        var info = CalDavSeed.NewCollection(CalDavAccount.ByEmail(account.Email)!, body["summary"]!.ToString()) with
        {
            TimeZone = body["timeZone"]?.ToString() ?? account.Zone.Id,
            IsReadOnly = body["readOnly"]?.GetValue<bool>() == true,
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
        ["readOnly"] = Of(calendar).Info.IsReadOnly,
        ["deleted"] = calendar.IsDeleted,
        ["events"] = calendar.Events,
    };

    public IReadOnlyList<JsonObject> Bodies(DeskCalendar calendar)
    {
        var collection = Of(calendar);
        return [.. collection.Live().Select(r => Write(collection, r))];
    }

    public DeskAnswer Body(DeskCalendar calendar, string id) => Of(calendar) is var collection && collection.Find(id) is { } resource
        ? DeskAnswer.Ok(Write(collection, resource))
        : NoResource;

    public DeskAnswer Insert(DeskCalendar calendar, JsonObject body)
    {
        var name = body["name"]?.ToString() ?? Guid.CreateVersion7() + ".ics";
        return Put(calendar, name, body["ics"]?.ToString());
    }

    public DeskAnswer Patch(DeskCalendar calendar, string id, JsonObject body) =>
        Of(calendar).Find(id) is null ? NoResource : Put(calendar, id, body["ics"]?.ToString());

    public DeskAnswer Remove(DeskCalendar calendar, string id)
    {
        var (name, stamp) = DeskOccurrences.Split(id);
        var collection = Of(calendar);
        if (stamp is null)
        {
            return collection.Remove(name) is null ? NoResource : DeskAnswer.Ok(new JsonObject { ["deleted"] = id });
        }

        if (DeskOccurrences.Find(collection, id) is not ({ } whole, { } occurrence))
        {
            return NoResource;
        }

        whole.Children.RemoveAll(c => c == new IcsEvents(whole, calendar.Zone).Override(stamp));
        IcsWriter.Exclude(new IcsEvents(whole, calendar.Zone).Master!, DeskOccurrences.Original(whole, occurrence, calendar.Zone));
        return Put(calendar, name, whole.Write());
    }

    public int InsertMany(DeskCalendar calendar, IEnumerable<BulkEvent> events) =>
        Of(calendar).PutMany(events.Select(e => (e.Id + ".ics", e.Id, DeskOccurrences.Write(e, calendar, clock.True))));

    public IReadOnlyList<DeskEvent> Between(DeskCalendar calendar, LocalDate from, LocalDate to)
    {
        var (start, end) = (calendar.Zone.AtStartOfDay(from).ToInstant(), calendar.Zone.AtStartOfDay(to).ToInstant());
        return
        [
            .. Of(calendar).Live()
                .Select(r => (Resource: r, Whole: r.Calendar))
                .SelectMany(r => new IcsEvents(r.Whole, calendar.Zone).Within(start, end).Select(o => DeskOccurrences.Read(r.Resource.Name, r.Whole, o, calendar)))
                .OrderBy(e => e.Start),
        ];
    }

    public DeskEvent? Find(DeskCalendar calendar, string id) => DeskOccurrences.Find(Of(calendar), id) is ({ } whole, { } occurrence)
        ? DeskOccurrences.Read(DeskOccurrences.Split(id).Name, whole, occurrence, calendar, asSeries: DeskOccurrences.Split(id).Stamp is null)
        : null;

    public DeskAnswer Save(DeskCalendar calendar, string? id, EventDraft draft)
    {
        if (id is null)
        {
            var uid = Guid.CreateVersion7().ToString().ToUpperInvariant();
            return Put(calendar, uid + ".ics", IcsWriter.New(uid, draft, calendar.Zone, clock.True).Write());
        }

        if (DeskOccurrences.Find(Of(calendar), id) is not ({ } whole, { } occurrence))
        {
            return NoResource;
        }

        var component = occurrence.Component;
        if (DeskOccurrences.Split(id).Stamp is not null && component.Line("RECURRENCE-ID") is null)
        {
            component = IcsWriter.Exception(component, occurrence, clock.True);
            whole.Children.Add(component);
        }

        IcsWriter.Change(component, draft, calendar.Zone);
        return Put(calendar, DeskOccurrences.Split(id).Name, whole.Write());
    }

    public void ExpireSyncTokens(string account) => store.ExpireSyncTokens(account);

    private static DeskAnswer NoResource => DeskAnswer.Missing("This resource is not there.");

    private DavCollection Of(DeskCalendar calendar) => store.Of(calendar.Account).First(c => c.Info.Id == calendar.Id);

    private DeskAnswer Put(DeskCalendar calendar, string name, string? ics)
    {
        if (ics is null || IcsComponent.Parse(ics) is not { Name: "VCALENDAR" } whole || !whole.Events.Any())
        {
            return DeskAnswer.Wrong("ics must be a VCALENDAR with a VEVENT.");
        }

        var collection = Of(calendar);
        return collection.Put(name, ics) == PutOutcome.UidTaken
            ? DeskAnswer.Wrong("Another resource has this UID.")
            : DeskAnswer.Ok(Write(collection, collection.Find(name)!));
    }

    private static JsonObject Write(DavCollection collection, DavResource resource) => new()
    {
        ["id"] = resource.Name,
        ["etag"] = collection.ETagOf(resource),
        ["ics"] = resource.Text,
    };

    private static DeskCalendar Show(DavCollection collection) => new(
        collection.Info.Id,
        collection.Info.Account,
        collection.Info.Name,
        collection.Info.Zone,
        collection.Info.IsPrimary,
        collection.Info.Deleted,
        collection.Live().Count);
}
