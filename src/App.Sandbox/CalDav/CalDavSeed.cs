using App.Sandbox.CalDav.Collections;
using App.Sandbox.CalDav.Ics;
using App.Sandbox.Calendars;
using App.Sandbox.Hosting;
using App.Sandbox.Recurrence;
using NodaTime;

namespace App.Sandbox.CalDav;

/// <summary>The fortnight of each account, and a list of reminders, which is no calendar of events.</summary>
internal sealed class CalDavSeed(HomeStore store, SandboxClock clock)
{
    private static readonly Dictionary<IsoDayOfWeek, string> Days = new()
    {
        [IsoDayOfWeek.Monday] = "MO",
        [IsoDayOfWeek.Tuesday] = "TU",
        [IsoDayOfWeek.Wednesday] = "WE",
        [IsoDayOfWeek.Thursday] = "TH",
        [IsoDayOfWeek.Friday] = "FR",
        [IsoDayOfWeek.Saturday] = "SA",
        [IsoDayOfWeek.Sunday] = "SU",
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
        foreach (var account in CalDavAccount.All)
        {
            foreach (var planned in Fortnight.Of(account.Person, "Home"))
            {
                var collection = store.Add(NewCollection(account, planned.Name) with { IsPrimary = planned.IsPrimary });
                var monday = Fortnight.MondayOf(clock.True, collection.Info.Zone);
                foreach (var e in planned.Events)
                {
                    var uid = StableIds.Guid($"{collection.Info.Key}/{e.Key}").ToString().ToUpperInvariant();
                    collection.Put(uid + ".ics", Write(uid, e, monday, collection.Info).Write());
                }
            }

            store.Add(NewCollection(account, "Reminders") with { Component = "VTODO" });
        }
    }

    /// <summary>A collection whose path is its name, so that tests can foresee it.</summary>
    public static CollectionInfo NewCollection(CalDavAccount account, string name) => new()
    {
        Id = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]),
        Account = account.Email,
        Name = name,
        TimeZone = account.Person.Zone,
    };

    private IcsComponent Write(string uid, PlannedEvent planned, LocalDate monday, CollectionInfo info)
    {
        var zone = planned.Zone is { } id ? DateTimeZoneProviders.Tzdb[id] : info.Zone;
        var day = FirstDay(planned, monday);
        var isAllDay = planned.From is null;
        var draft = new EventDraft
        {
            Title = planned.Title,
            Start = planned.From is { } from ? day + from : day.AtMidnight(),
            End = planned.To is { } to ? day + to : day.PlusDays(planned.Days).AtMidnight(),
            IsAllDay = isAllDay,
            Location = planned.Location,
            IsFree = planned.Shown is Shown.Free or Shown.Elsewhere,
            IsTentative = planned.Shown == Shown.Tentative,
        };
        var calendar = IcsWriter.New(uid, draft, zone, clock.True);
        var e = calendar.Events.First();
        AddRule(e, planned, day);
        Invite(e, planned, info.Account);
        if (planned.Shown == Shown.OutOfOffice)
        {
            e.Set("X-MICROSOFT-CDO-BUSYSTATUS", new IcsLine("X-MICROSOFT-CDO-BUSYSTATUS", "", "OOF"));
        }

        AddExceptions(calendar, e, planned, monday, info.Zone);
        return calendar;
    }

    /// <summary>The first day on which the rule itself has an occurrence.</summary>
    private static LocalDate FirstDay(PlannedEvent planned, LocalDate monday)
    {
        var day = monday.PlusDays(planned.Day);
        return planned.Rule is { Days.Length: > 0 } rule ? RecurrenceRule.Parse(Rule(rule, day))!.Dates(day).First() : day;
    }

    private static string Rule(PlannedRule rule, LocalDate day)
    {
        var days = string.Join(',', rule.Days.Select(d => Days[d]));
        return rule.Every switch
        {
            Repeats.Weekly => $"FREQ=WEEKLY;INTERVAL={rule.Interval};BYDAY={days}",
            Repeats.MonthlyOnFirst => $"FREQ=MONTHLY;BYDAY=1{days}",
            _ => $"FREQ=YEARLY;BYMONTH={day.Month};BYMONTHDAY={day.Day}",
        };
    }

    private static void AddRule(IcsComponent e, PlannedEvent planned, LocalDate day)
    {
        if (planned.Rule is { } rule)
        {
            e.Set("RRULE", new IcsLine("RRULE", "", Rule(rule, day)));
        }
    }

    private static void Invite(IcsComponent e, PlannedEvent planned, string owner)
    {
        if (planned.Organizer is null && planned.Guest is null)
        {
            return;
        }

        var answer = planned.Answer switch
        {
            "declined" => "DECLINED",
            "tentative" => "TENTATIVE",
            _ => "ACCEPTED",
        };
        e.Lines.Add(new IcsLine("ORGANIZER", "", $"mailto:{planned.Organizer ?? owner}"));
        e.Lines.Add(new IcsLine("ATTENDEE", $";PARTSTAT={answer}", $"mailto:{owner}"));
        e.Lines.Add(new IcsLine("ATTENDEE", ";PARTSTAT=ACCEPTED", $"mailto:{planned.Guest ?? planned.Organizer}"));
        if (planned.IsCancelled)
        {
            e.Set("STATUS", new IcsLine("STATUS", "", "CANCELLED"));
        }
    }

    private void AddExceptions(IcsComponent calendar, IcsComponent master, PlannedEvent planned, LocalDate monday, DateTimeZone zone)
    {
        var events = new IcsEvents(calendar, zone);
        IcsOccurrence On(int day) => events.Within(zone.AtStartOfDay(monday.PlusDays(day)).ToInstant(), zone.AtStartOfDay(monday.PlusDays(day + 1)).ToInstant())[0];

        if (planned.Moved is { } moved)
        {
            var day = monday.PlusDays(moved.Day);
            var exception = IcsWriter.Exception(master, On(moved.Day), clock.True);
            exception.Set("DTSTART", IcsTime.Line("DTSTART", day + moved.From, zone, isDate: false));
            exception.Set("DTEND", IcsTime.Line("DTEND", day + moved.To, zone, isDate: false));
            calendar.Children.Add(exception);
        }

        if (planned.Skipped is { } skipped)
        {
            IcsWriter.Exclude(master, On(skipped));
        }
    }
}
