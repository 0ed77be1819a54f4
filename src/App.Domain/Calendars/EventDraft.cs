using NodaTime;

namespace App.Domain.Calendars;

/// <summary>
/// What is to be written of an event. Null is not said: a new event has none of it, a change leaves it as it is. Empty is said: it is taken away.
/// </summary>
public sealed record EventDraft
{
    public const int MostTitle = 250;
    public const int MostLocation = 1000;
    public const int MostAttendees = 100;
    public const int MostReminders = 5;

    /// <summary>Minutes: four weeks, the most that every vendor takes.</summary>
    public const int EarliestReminder = 40_320;

    /// <summary>A new event must have one.</summary>
    public string? Title { get; init; }

    /// <summary>A new event must have one.</summary>
    public EventTime? Time { get; init; }

    public EventNotes? Notes { get; init; }

    /// <summary>A place, or a web address where it is held.</summary>
    public string? Location { get; init; }

    /// <summary>
    /// Everyone to be invited besides the owner. In a change those not named any more are taken off; those who stay keep their answers, and rooms and the
    /// owner herself stay in any case.
    /// </summary>
    public IReadOnlyList<DraftAttendee>? Attendees { get; init; }

    /// <summary>
    /// Minutes before the start at which the owner is reminded, the most important first: some vendors keep one only. Empty: she is not. Null in a new event: as her
    /// calendar does by itself.
    /// </summary>
    public IReadOnlyList<int>? Reminders { get; init; }

    /// <summary>Null in a new event: busy.</summary>
    public Transparency? Transparency { get; init; }

    /// <summary>What is wrong with it as a new event, by field; null where nothing is.</summary>
    public Failure.Invalid? CheckNew() => Check(isNew: true);

    /// <summary>What is wrong with it as a change, by field; null where nothing is.</summary>
    public Failure.Invalid? CheckChange(EventTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Check(isNew: false) ?? (target.IsSeries && Time is not null ? SeriesStays : null);
    }

    /// <summary>The answer to a change that would move a whole series: vendors differ in what becomes of its exceptions.</summary>
    public static Failure.Invalid SeriesStays => new("time", "A series as a whole can't be moved, only its occurrences.");

    private Failure.Invalid? Check(bool isNew)
    {
        var wrong = new Dictionary<string, string[]>();
        void Must(bool holds, string field, string error) => _ = holds || wrong.TryAdd(field, [error]);

        Must(Title is { } title ? IsLine(title, MostTitle) && !string.IsNullOrWhiteSpace(title) : !isNew, "title", $"Must be one line of at most {MostTitle} characters.");
        Must(Time is not null || !isNew, "time", "Say when it is.");
        foreach (var (field, error) in Time?.Check() ?? [])
        {
            Must(false, field, error);
        }

        Must(Notes is null || Notes.IsTextSound, "notes", $"Must be text of at most {EventNotes.MostText} characters.");
        Must(Notes is null || Notes.IsLinkSound, "link", $"Must be a web address of at most {EventNotes.MostLink} characters.");
        Must(Location is null || IsLine(Location, MostLocation), "location", $"Must be one line of at most {MostLocation} characters.");
        Must(Attendees is null || (Attendees.Count <= MostAttendees && Attendees.All(a => a.IsSound) && Attendees.DistinctBy(a => a.Email, StringComparer.OrdinalIgnoreCase).Count() == Attendees.Count), "attendees", $"Must be at most {MostAttendees} different people with e-mail addresses.");
        Must(Reminders is null || (Reminders.Count <= MostReminders && Reminders.All(m => m is >= 0 and <= EarliestReminder)), "reminders", $"Must be at most {MostReminders}, none more than {EarliestReminder} minutes before the start.");
        Must(Transparency is null or Calendars.Transparency.Busy or Calendars.Transparency.Free, "transparency", "Must be busy or free.");
        return wrong.Count == 0 ? null : new Failure.Invalid(wrong);
    }

    internal static bool IsLine(string text, int most) => text.Length <= most && !text.Any(char.IsControl);
}

/// <summary>When an event is.</summary>
public abstract record EventTime
{
    private EventTime()
    {
    }

    /// <summary>What is wrong with it, by field.</summary>
    internal abstract IEnumerable<(string Field, string Error)> Check();

    /// <summary>From a moment to another; the end is exclusive.</summary>
    /// <param name="Zone">In which it is written and shown: one of NodaTime's tzdb.</param>
    public sealed record Timed(Instant Start, Instant End, DateTimeZone Zone) : EventTime
    {
        internal override IEnumerable<(string Field, string Error)> Check()
        {
            if (!IsWhole(Start))
            {
                yield return ("start", "Must be whole seconds.");
            }

            if (End < Start || !IsWhole(End))
            {
                yield return ("end", "Must be whole seconds, and not before the start.");
            }

            if (!DateTimeZoneProviders.Tzdb.Ids.Contains(Zone.Id, StringComparer.Ordinal))
            {
                yield return ("timeZone", "Choose a time zone, such as Europe/Berlin.");
            }
        }

        private static bool IsWhole(Instant moment) => moment.ToUnixTimeTicks() % NodaConstants.TicksPerSecond == 0;
    }

    /// <summary>Whole days; the end is exclusive.</summary>
    public sealed record WholeDays(LocalDate Start, LocalDate End) : EventTime
    {
        internal override IEnumerable<(string Field, string Error)> Check() => End > Start ? [] : [("endDate", "Must be after the first day.")];
    }
}

/// <summary>
/// What an event says about itself: its text, and the web address at which it is joined or looked after. They are written, and changed, together: the address
/// stands at the end of the text, where everybody finds it whatever she reads it with, and besides in the field for it where the vendor has one.
/// </summary>
/// <param name="Link">http or https, or null.</param>
public sealed record EventNotes(string Text, string? Link = null)
{
    public const int MostText = 6000;
    public const int MostLink = 2000;

    /// <summary>The text with the address, as it is written.</summary>
    public string Whole => Link is null ? Text : Text.Length == 0 ? Link : $"{Text}\n\n{Link}";

    internal bool IsTextSound => Text.Length <= MostText && !Text.Any(c => char.IsControl(c) && c is not ('\n' or '\t'));

    internal bool IsLinkSound => Link is null || (EventDraft.IsLine(Link, MostLink) && Uri.TryCreate(Link, UriKind.Absolute, out var url) && url.Scheme is "https" or "http");
}

/// <summary>Someone to be invited.</summary>
/// <param name="Name">Null: known by the address alone.</param>
public sealed record DraftAttendee(string Email, string? Name = null)
{
    private const int MostEmail = 254;
    private const int MostName = 200;

    public bool IsSound =>
        EventDraft.IsLine(Email, MostEmail) && System.Net.Mail.MailAddress.TryCreate(Email, out var read) && read.Address == Email
        && (Name is null || EventDraft.IsLine(Name, MostName));
}
