using App.Sandbox.People;
using NodaTime;

namespace App.Sandbox.Calendars;

/// <summary>How a planned event shows its time.</summary>
internal enum Shown
{
    Busy,
    Free,
    Tentative,
    OutOfOffice,
    Elsewhere,
}

/// <summary>How a planned event repeats: every so many weeks on days, or monthly on the first such day, or yearly.</summary>
internal sealed record PlannedRule(Repeats Every, int Interval = 1, params IsoDayOfWeek[] Days)
{
    public static readonly IsoDayOfWeek[] Weekdays =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];
}

internal enum Repeats
{
    Weekly,
    MonthlyOnFirst,
    Yearly,
}

/// <summary>An event of the seed; days count from Monday of the current week.</summary>
internal sealed record PlannedEvent(string Key, string Title, int Day)
{
    /// <summary>Begin and end on the day; an event without them takes <see cref="Days"/> whole days.</summary>
    public LocalTime? From { get; init; }

    public LocalTime? To { get; init; }

    public int Days { get; init; } = 1;

    public Shown Shown { get; init; }

    public string? Location { get; init; }

    /// <summary>Who invited; the owner if nobody else.</summary>
    public string? Organizer { get; init; }

    /// <summary>What the owner answered to an invitation: <c>declined</c> or <c>tentative</c>.</summary>
    public string? Answer { get; init; }

    public string? Guest { get; init; }

    /// <summary>A zone other than the calendar's.</summary>
    public string? Zone { get; init; }

    public bool IsCancelled { get; init; }

    public PlannedRule? Rule { get; init; }

    /// <summary>The day of an occurrence that was moved, and when it is instead.</summary>
    public (int Day, LocalTime From, LocalTime To)? Moved { get; init; }

    /// <summary>The day of an occurrence that was cancelled.</summary>
    public int? Skipped { get; init; }
}

/// <summary>A calendar of the seed.</summary>
internal sealed record PlannedCalendar(string Name, bool IsPrimary, IReadOnlyList<PlannedEvent> Events);

/// <summary>A believable fortnight for each of the people, with everything a calendar has to cope with.</summary>
internal static class Fortnight
{
    public static LocalDate MondayOf(Instant now, DateTimeZone zone)
    {
        var today = now.InZone(zone).Date;
        return today.PlusDays(1 - (int)today.DayOfWeek);
    }

    public static IReadOnlyList<PlannedCalendar> Of(Person person, string primary) =>
        person == Person.Alice ? Alice(primary) : [new PlannedCalendar(primary, true, Colleague(person))];

    public static IReadOnlyList<PlannedCalendar> Private(string primary) =>
    [
        new(primary, true,
        [
            At("choir", "Choir", -25, "19:30", "21:30") with { Rule = new PlannedRule(Repeats.Weekly, 1, IsoDayOfWeek.Thursday), Skipped = 10 },
            At("physio", "Physiotherapy", 1, "18:00", "18:45"),
            At("dinner", "Dinner with Lea", 4, "20:00", "22:30"),
            AllDay("holiday", "Holiday", 18, 6) with { Shown = Shown.OutOfOffice },
        ]),
    ];

    private static IReadOnlyList<PlannedCalendar> Alice(string primary) =>
    [
        new(primary, true,
        [
            StandUp with { Moved = (2, Time("10:15"), Time("10:30")), Skipped = 8 },
            At("planning", "Sprint planning", -28, "10:00", "11:30") with { Rule = new PlannedRule(Repeats.Weekly, 2, IsoDayOfWeek.Monday) },
            At("oneonone", "One to one with Bob", -27, "14:00", "14:30") with { Rule = new PlannedRule(Repeats.Weekly, 1, IsoDayOfWeek.Tuesday), Guest = Person.Bob.Email },
            At("allhands", "All hands", -27, "16:00", "17:00") with { Rule = new PlannedRule(Repeats.MonthlyOnFirst, 1, IsoDayOfWeek.Thursday) },
            At("interview1", "Interview, Jonas Weber", 1, "11:00", "12:00") with { Guest = "jonas.weber@candidates.example" },
            At("interview2", "Interview, Priya Nair", 3, "15:00", "16:00") with { Guest = "priya.nair@candidates.example", Location = "Room 4" },
            At("interview3", "Interview, Tom Berg", 8, "10:00", "11:00") with { Guest = "tom.berg@candidates.example" },
            At("budget", "Budget review", 3, "13:30", "14:30") with { Guest = Person.Olivia.Email },
            At("dentist", "Dentist", 2, "08:00", "09:00"),
            AllDay("ooo", "Out of office", 11, 1) with { Shown = Shown.OutOfOffice },
            AllDay("home", "Home", 4, 1) with { Shown = Shown.Elsewhere },
            AllDay("birthday", "Birthday, Ben Keller", 3, 1) with { Shown = Shown.Free, Rule = new PlannedRule(Repeats.Yearly) },
            At("declined", "Vendor presentation", 1, "16:00", "17:00") with { Organizer = "sales@vendor.example", Answer = "declined" },
            At("tentative", "Office move, first ideas", 2, "10:30", "11:00") with { Organizer = Person.Olivia.Email, Answer = "tentative", Shown = Shown.Tentative },
            At("cancelled", "Supplier visit", 4, "14:00", "15:00") with { Organizer = Person.Bob.Email, IsCancelled = true, Shown = Shown.Free },
            At("optional", "Lunch talk, optional", 3, "12:00", "13:00") with { Shown = Shown.Free },
            AllDay("conference", "People conference, Hamburg", -2, 4) with { Location = "Hamburg" },
            At("abroad", "Call with Fabrikam", 4, "10:00", "10:45") with { Zone = "America/New_York", Guest = Person.Carol.Email },
        ]),
        new("Team", false,
        [
            At("retro", "Team retrospective", -24, "15:00", "16:00") with { Rule = new PlannedRule(Repeats.Weekly, 2, IsoDayOfWeek.Friday) },
            At("release", "Release 4.2", 3, "09:30", "10:00"),
            AllDay("visit", "Fabrikam visits", 9, 2),
        ]),
        new("Family", false,
        [
            At("swimming", "Swimming, Ben", -26, "17:00", "18:00") with { Rule = new PlannedRule(Repeats.Weekly, 1, IsoDayOfWeek.Wednesday) },
            At("school", "Parents' evening", 8, "19:00", "20:30"),
            AllDay("lake", "Weekend at the lake", 12, 2),
        ]),
    ];

    private static IReadOnlyList<PlannedEvent> Colleague(Person person) =>
    [
        StandUp with { Skipped = 3 },
        At("review", "Portfolio review", 0, "13:00", "14:30") with { Location = $"{person.Organization}, board room" },
        At("hiring", "Hiring round", 2, "11:00", "12:00") with { Guest = Person.Alice.Email },
        At("budget", "Budget review", 3, "13:30", "14:30") with { Organizer = Person.Alice.Email, Answer = "tentative", Shown = Shown.Tentative },
        At("pitch", "Tool pitch", 1, "15:00", "15:30") with { Organizer = "sales@vendor.example", Answer = "declined" },
        At("lunch", "Lunch", 4, "12:00", "13:00") with { Shown = Shown.Free },
        At("board", "Board preparation", 7, "15:00", "17:00"),
        AllDay("offsite", "Offsite", 9, 2) with { Shown = Shown.OutOfOffice },
    ];

    private static PlannedEvent StandUp => At("standup", "Stand-up", -28, "09:15", "09:30") with { Rule = new PlannedRule(Repeats.Weekly, 1, PlannedRule.Weekdays) };

    private static PlannedEvent At(string key, string title, int day, string from, string to) => new(key, title, day) { From = Time(from), To = Time(to) };

    private static PlannedEvent AllDay(string key, string title, int day, int days) => new(key, title, day) { Days = days };

    private static LocalTime Time(string text) => NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;
}
