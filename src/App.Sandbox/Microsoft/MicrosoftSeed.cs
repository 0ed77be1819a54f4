using System.Text.Json.Nodes;
using App.Sandbox.Calendars;
using App.Sandbox.Hosting;
using App.Sandbox.Microsoft.Mailbox;
using App.Sandbox.Outcomes;
using NodaTime;

namespace App.Sandbox.Microsoft;

/// <summary>The fortnight of each account, laid around the current week in its own zone.</summary>
internal sealed class MicrosoftSeed(MailboxStore store, SandboxClock clock)
{
    private static readonly Dictionary<Shown, string> Statuses = new()
    {
        [Shown.Busy] = "busy",
        [Shown.Free] = "free",
        [Shown.Tentative] = "tentative",
        [Shown.OutOfOffice] = "oof",
        [Shown.Elsewhere] = "workingElsewhere",
    };

    public void PlantIfEmpty()
    {
        if (store.IsEmpty)
        {
            Plant();
        }
    }

    public void Plant()
    {
        foreach (var account in MicrosoftAccount.All)
        {
            var plan = account.IsPersonal ? Fortnight.Private("Calendar") : Fortnight.Of(account.Person, "Calendar");
            foreach (var planned in plan)
            {
                Plant(store.Add(NewCalendar(account, planned.Name, planned.IsPrimary)), planned.Events);
            }
        }
    }

    /// <summary>A calendar whose id is the same for the same name, so that tests can foresee it.</summary>
    public static CalendarInfo NewCalendar(MicrosoftAccount account, string name, bool isDefault = false) => new()
    {
        Id = "AAMkCal" + StableIds.Hex($"calendar/{account.Email}/{name}", 32),
        Account = account.Email,
        Name = name,
        TimeZone = account.Person.Zone,
        IsDefault = isDefault,
    };

    private void Plant(GraphCalendar calendar, IEnumerable<PlannedEvent> events)
    {
        var monday = Fortnight.MondayOf(clock.True, calendar.Info.Zone);
        foreach (var planned in events)
        {
            var key = "Seed" + StableIds.Hex($"{calendar.Info.Id}/{planned.Key}", 20);
            var writer = new ItemWriter(calendar);
            Good(writer.New(Write(planned, monday, calendar), key, atVendor: true), body => Good(calendar.Insert(key, body, clock.True), _ => { }));
            if (planned.Moved is { } moved)
            {
                var day = monday.PlusDays(moved.Day);
                var times = new JsonObject { ["start"] = Time(day + moved.From, calendar), ["end"] = Time(day + moved.To, calendar) };
                Good(calendar.Change(StoredItem.KeyOf(key, day), null, clock.True, before => writer.Patched(before, times)), _ => { });
            }

            if (planned.Skipped is { } skipped)
            {
                calendar.Remove(StoredItem.KeyOf(key, monday.PlusDays(skipped)), null, clock.True);
            }
        }
    }

    private static void Good<T>(Outcome<T, Graph.GraphError> outcome, Action<T> then)
        where T : class
    {
        if (outcome.Failed(out var error, out var value))
        {
            throw new InvalidOperationException($"A seed event is wrong: {error.Message}");
        }

        then(value);
    }

    private static JsonObject Write(PlannedEvent planned, LocalDate monday, GraphCalendar calendar)
    {
        var day = monday.PlusDays(planned.Day);
        var zone = planned.Zone is { } named ? GraphZones.WindowsName(named) : GraphZones.WindowsName(calendar.Info.Zone);
        var body = new JsonObject
        {
            ["subject"] = planned.Title,
            ["isAllDay"] = planned.From is null,
            ["showAs"] = Statuses[planned.Shown],
            ["start"] = GraphTime.Write(planned.From is { } from ? day + from : day.AtMidnight(), zone),
            ["end"] = GraphTime.Write(planned.To is { } to ? day + to : day.PlusDays(planned.Days).AtMidnight(), zone),
            ["location"] = new JsonObject { ["displayName"] = planned.Location ?? "" },
            ["attendees"] = new JsonArray([.. new[] { planned.Guest, planned.Organizer }.OfType<string>().Select(Guest)]),
        };
        if (planned.Rule is { } rule)
        {
            body["recurrence"] = Recurrence(rule, day);
        }

        Invite(body, planned);
        return body;
    }

    private static void Invite(JsonObject body, PlannedEvent planned)
    {
        if (planned.Organizer is not { } organizer)
        {
            return;
        }

        body["organizer"] = Guest(organizer);
        body["isOrganizer"] = false;
        body["isCancelled"] = planned.IsCancelled;
        var response = planned.Answer switch
        {
            "declined" => "declined",
            "tentative" => "tentativelyAccepted",
            _ => "notResponded",
        };
        body["responseStatus"] = new JsonObject { ["response"] = response, ["time"] = "2026-11-02T08:00:00Z" };
    }

    private static JsonObject Recurrence(PlannedRule rule, LocalDate day) => new()
    {
        ["pattern"] = new JsonObject
        {
            ["type"] = rule.Every switch
            {
                Repeats.Weekly => "weekly",
                Repeats.MonthlyOnFirst => "relativeMonthly",
                _ => "absoluteYearly",
            },
            ["interval"] = rule.Interval,
            ["daysOfWeek"] = new JsonArray([.. rule.Days.Select(d => (JsonNode)d.ToString().ToLowerInvariant())]),
            ["firstDayOfWeek"] = "monday",
            ["index"] = "first",
            ["dayOfMonth"] = rule.Every == Repeats.Yearly ? day.Day : 0,
            ["month"] = rule.Every == Repeats.Yearly ? day.Month : 0,
        },
        ["range"] = new JsonObject { ["type"] = "noEnd", ["startDate"] = NodaTime.Text.LocalDatePattern.Iso.Format(day) },
    };

    private static JsonObject Guest(string email) => new() { ["emailAddress"] = new JsonObject { ["address"] = email, ["name"] = People.Person.ByEmail(email)?.Name ?? email } };

    private static JsonObject Time(LocalDateTime local, GraphCalendar calendar) => GraphTime.Write(local, GraphZones.WindowsName(calendar.Info.Zone));
}
