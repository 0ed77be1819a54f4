using System.Text.Json.Nodes;
using App.Sandbox.Google.Calendar;
using App.Sandbox.Hosting;
using App.Sandbox.People;
using NodaTime;

namespace App.Sandbox.Google;

/// <summary>A believable fortnight for each account, laid around the current week in its own zone.</summary>
internal sealed class GoogleSeed(CalendarStore store, SandboxClock clock)
{
    public void PlantIfEmpty()
    {
        if (store.IsEmpty)
        {
            Plant();
        }
    }

    public void Plant()
    {
        foreach (var account in GoogleAccount.All)
        {
            var today = clock.True.InZone(DateTimeZoneProviders.Tzdb[account.Zone]).Date;
            var monday = today.PlusDays(1 - (int)today.DayOfWeek);
            if (account.IsPrivate)
            {
                PlantPrivate(account, monday);
            }
            else if (account.Person == Person.Alice)
            {
                PlantAlice(account, monday);
            }
            else
            {
                PlantColleague(account, monday);
            }
        }
    }

    private void PlantAlice(GoogleAccount account, LocalDate monday)
    {
        var work = new SeedCalendar(Primary(account), monday, clock);
        work.Series("standup", "Stand-up", monday.PlusDays(-28), "09:15", "09:30", "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
        work.Series("planning", "Sprint planning", monday.PlusDays(-28), "10:00", "11:30", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO");
        work.Series("oneonone", "One to one with Bob", monday.PlusDays(-27), "14:00", "14:30", "RRULE:FREQ=WEEKLY;BYDAY=TU");
        work.Timed("interview1", "Interview, Jonas Weber", 1, "11:00", "12:00", With("jonas.weber@candidates.example"));
        work.Timed("interview2", "Interview, Priya Nair", 3, "15:00", "16:00", With("priya.nair@candidates.example"));
        work.Timed("interview3", "Interview, Tom Berg", 8, "10:00", "11:00", With("tom.berg@candidates.example"));
        work.Timed("budget", "Budget review", 3, "13:30", "14:30", With("olivia@northwind.example"));
        work.Typed("focus", "Focus time", "focusTime", 2, "13:00", "16:00");
        work.Timed("dentist", "Dentist", 2, "08:00", "09:00", e => e["visibility"] = "private");
        work.Typed("ooo", "Out of office", "outOfOffice", 11, "00:00", "24:00");
        work.WorkingLocation("home", 4);
        work.AllDay("birthday", "Birthday, Ben Keller", 3, 1, e =>
        {
            e["eventType"] = "birthday";
            e["birthdayProperties"] = new JsonObject { ["type"] = "birthday" };
            e["transparency"] = "transparent";
            e["visibility"] = "private";
            e["recurrence"] = new JsonArray("RRULE:FREQ=YEARLY");
        });
        work.Timed("declined", "Vendor presentation", 1, "16:00", "17:00", InvitedBy("sales@vendor.example", "declined"));
        work.Timed("tentative", "Office move, first ideas", 2, "10:30", "11:00", e =>
        {
            InvitedBy("olivia@northwind.example", "tentative")(e);
            e["status"] = "tentative";
        });
        work.Timed("transparent", "Lunch talk, optional", 3, "12:00", "13:00", e => e["transparency"] = "transparent");
        work.AllDay("conference", "People conference, Hamburg", -2, 4, e => e["location"] = "Hamburg");
        work.Timed("abroad", "Call with Fabrikam", 4, "10:00", "10:45", With("carol@fabrikam.example"), zone: "America/New_York");

        var team = new SeedCalendar(Secondary(account, "Team", "#147a42", "10"), monday, clock);
        team.Series("retro", "Team retrospective", monday.PlusDays(-24), "15:00", "16:00", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR");
        team.Timed("release", "Release 4.2", 3, "09:30", "10:00");
        team.AllDay("visit", "Fabrikam visits", 9, 2);

        var family = new SeedCalendar(Secondary(account, "Family", "#8f5400", "7"), monday, clock);
        family.Series("swimming", "Swimming, Ben", monday.PlusDays(-26), "17:00", "18:00", "RRULE:FREQ=WEEKLY;BYDAY=WE");
        family.Timed("school", "Parents' evening", 8, "19:00", "20:30");
        family.AllDay("lake", "Weekend at the lake", 12, 2);
    }

    private void PlantPrivate(GoogleAccount account, LocalDate monday)
    {
        var own = new SeedCalendar(Primary(account), monday, clock);
        own.Series("choir", "Choir", monday.PlusDays(-25), "19:30", "21:30", "RRULE:FREQ=WEEKLY;BYDAY=TH");
        own.Timed("physio", "Physiotherapy", 1, "18:00", "18:45");
        own.Timed("dinner", "Dinner with Lea", 4, "20:00", "22:30");
        own.AllDay("holiday", "Holiday", 18, 6);
    }

    private void PlantColleague(GoogleAccount account, LocalDate monday)
    {
        var work = new SeedCalendar(Primary(account), monday, clock);
        work.Series("standup", "Stand-up", monday.PlusDays(-28), "09:15", "09:30", "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
        work.Timed("review", "Portfolio review", 0, "13:00", "14:30");
        work.Timed("hiring", "Hiring round", 2, "11:00", "12:00");
        work.Timed("budget", "Budget review", 3, "13:30", "14:30");
        work.Typed("focus", "Focus time", "focusTime", 3, "08:00", "09:00");
        work.Timed("lunch", "Lunch", 4, "12:00", "13:00", e => e["transparency"] = "transparent");
        work.Timed("board", "Board preparation", 7, "15:00", "17:00");
        work.AllDay("offsite", "Offsite", 9, 2);
    }

    private SandboxCalendar Primary(GoogleAccount account) => store.Add(new CalendarInfo
    {
        Id = account.Email,
        Account = account.Email,
        Summary = account.Email,
        TimeZone = account.Zone,
        Primary = true,
        ColorId = "14",
    });

    private SandboxCalendar Secondary(GoogleAccount account, string summary, string color, string colorId) => store.Add(new CalendarInfo
    {
        Id = GoogleDesk.CalendarId(account.Email, summary),
        Account = account.Email,
        Summary = summary,
        TimeZone = account.Zone,
        Color = color,
        ColorId = colorId,
    });

    private static Action<JsonObject> With(string guest) => body =>
        body["attendees"] = new JsonArray(
            new JsonObject { ["email"] = Person.Alice.Email, ["displayName"] = Person.Alice.Name, ["responseStatus"] = "accepted" },
            new JsonObject { ["email"] = guest, ["responseStatus"] = "accepted" });

    private static Action<JsonObject> InvitedBy(string organizer, string answer) => body =>
    {
        body["organizer"] = new JsonObject { ["email"] = organizer };
        body["creator"] = new JsonObject { ["email"] = organizer };
        body["attendees"] = new JsonArray(
            new JsonObject { ["email"] = organizer, ["responseStatus"] = "accepted" },
            new JsonObject { ["email"] = Person.Alice.Email, ["displayName"] = Person.Alice.Name, ["responseStatus"] = answer });
    };
}
