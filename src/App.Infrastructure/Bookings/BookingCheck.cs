using System.Globalization;
using System.Text.Json;
using App.Domain;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>Judges what is asked for by itself, before anything is looked up; every error names its field.</summary>
public sealed class BookingCheck(Catalogue catalogue, TimeProvider clock)
{
    private static readonly string TooFar = $"Must be at most {Booking.Ahead.Days} days ahead.";

    /// <summary>What is wrong with a request; null where nothing is.</summary>
    public Failure? Run(BookingRequest request)
    {
        var errors = new FieldErrors();
        CheckTime(errors, request.Time);
        CheckHosts(errors, request.Hosts);
        CheckDetails(errors, request);
        return errors.Any(out var failure) ? failure : null;
    }

    /// <summary>What is wrong with a request apart from its hosts and time.</summary>
    public Failure? RunDetails(BookingRequest request)
    {
        var errors = new FieldErrors();
        CheckDetails(errors, request);
        return errors.Any(out var failure) ? failure : null;
    }

    private void CheckDetails(FieldErrors errors, BookingRequest request)
    {
        errors.Text("title", request.Title, Booking.MostTitle);
        CheckAttendees(errors, request.Attendees);
        CheckMeeting(errors, request);
        CheckLine(errors, "location", request.Location, Booking.MostLocation);
        CheckLine(errors, "reference", request.Reference, Booking.MostReference);
        if (request.Notes is { } notes && (notes.Length > Booking.MostNotes || notes.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))))
        {
            errors.Add("notes", $"Must be text of at most {Booking.MostNotes} characters.");
        }

        if (request.Reminders is { } reminders && (reminders.Count > Booking.MostReminders || reminders.Any(m => m is < 0 or > EventDraft.EarliestReminder)))
        {
            errors.Add("reminders", $"Must be at most {Booking.MostReminders}, each 0 to {EventDraft.EarliestReminder} minutes before the start.");
        }

        if (!Enum.IsDefined(request.Kind))
        {
            errors.Add("kind", "Must be one of the kinds of bookings.");
        }
    }

    /// <summary>What is wrong with a time alone.</summary>
    public Failure? Run(BookingTime time)
    {
        var errors = new FieldErrors();
        CheckTime(errors, time);
        return errors.Any(out var failure) ? failure : null;
    }

    /// <summary>Line ends as one character: vendors and pages agree on it.</summary>
    public static string? Lines(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.ReplaceLineEndings("\n").Trim();

    public static string? Line(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>As they are stored; an address that is none stays as it is, for the check to name it.</summary>
    public static string Write(IEnumerable<Attendee> attendees) =>
        JsonSerializer.Serialize(attendees.Select(a => new Attendee(EmailAddress.Normalize(a.Email) ?? a.Email, Line(a.Name))), JsonSerializerOptions.Web);

    public static IReadOnlyList<Attendee> ReadAttendees(string json) => JsonSerializer.Deserialize<List<Attendee>>(json, JsonSerializerOptions.Web) ?? [];

    public static string? Write(IEnumerable<int>? reminders) => reminders is null ? null : string.Join(',', reminders.Select(m => m.ToString(CultureInfo.InvariantCulture)));

    public static IReadOnlyList<int>? ReadReminders(string? text) =>
        text is null ? null : [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(m => int.Parse(m, CultureInfo.InvariantCulture))];

    private void CheckTime(FieldErrors errors, BookingTime time)
    {
        var now = clock.Now();
        Check(errors, "start", (TimeGrid.IsOn(time.Start), $"Must be on a full {Booking.GridMinutes} minutes."), (time.Start >= now, "Must not be in the past."), (time.Start <= now + Booking.Ahead, TooFar));
        Check(errors, "end", (TimeGrid.IsOn(time.End), $"Must be on a full {Booking.GridMinutes} minutes."), (time.End > time.Start, "Must be after the start."), (time.End - time.Start <= Booking.Longest, $"Must be at most {(int)Booking.Longest.TotalHours} hours after the start."), (time.Start > now + Booking.Ahead || time.End <= now + Booking.Ahead, TooFar));
        Check(errors, "timeZone", (Clock.FindZone(time.TimeZone) is not null, "Must be an IANA time zone such as Europe/Berlin."));
    }

    private static void Check(FieldErrors errors, string field, params (bool Holds, string Error)[] rules)
    {
        if (Array.Find(rules, r => !r.Holds) is { Error: { } error })
        {
            errors.Add(field, error);
        }
    }

    private static void CheckHosts(FieldErrors errors, IReadOnlyList<Guid> hosts) =>
        Check(errors, "hosts", (hosts.Count is > 0 and <= Booking.MostHosts, $"Name 1 to {Booking.MostHosts} hosts."), (hosts.Distinct().Count() == hosts.Count, "Name each host once."));

    private static void CheckAttendees(FieldErrors errors, IReadOnlyList<Attendee> attendees)
    {
        var bad = attendees.FirstOrDefault(a => EmailAddress.Normalize(a.Email) is null);
        Check(
            errors,
            "attendees",
            (attendees.Count <= Booking.MostAttendees, $"Must be at most {Booking.MostAttendees}."),
            (bad is null, $"“{Shorten(bad?.Email)}” is no e-mail address."),
            (attendees.All(a => a.Name is null || IsLine(a.Name, Booking.MostName)), $"A name must be one line of at most {Booking.MostName} characters."),
            (attendees.Select(a => EmailAddress.Normalize(a.Email)).Distinct().Count() == attendees.Count, "Name each attendee once."));
    }

    private void CheckMeeting(FieldErrors errors, BookingRequest request)
    {
        Check(errors, "meeting", (Enum.IsDefined(request.Meeting), "Must be one of the ways to meet."));
        Check(errors, "meetingProvider", (request.Meeting == MeetingPreference.Video ? catalogue.Find(request.MeetingProvider)?.Category == Category.Video : request.MeetingProvider is null, "Must name a video service where the meeting is by video, and nothing otherwise."));
        CheckLine(errors, "location", request.Location, Booking.MostLocation);
        if (request.Meeting == MeetingPreference.Place)
        {
            errors.Text("location", request.Location, Booking.MostLocation);
        }

        var isLink = request.Link is { Length: <= Booking.MostLink } link && !link.Any(char.IsControl) && Uri.TryCreate(link.Trim(), UriKind.Absolute, out var url) && url.Scheme is "https" or "http";
        if (request.Meeting == MeetingPreference.OwnLink ? !isLink : !string.IsNullOrEmpty(request.Link) && !isLink)
        {
            errors.Add("link", $"Must be a web address (http or https) of at most {Booking.MostLink} characters.");
        }
    }

    private static void CheckLine(FieldErrors errors, string field, string? text, int most)
    {
        if (text is not null && !IsLine(text, most))
        {
            errors.Add(field, $"Must be one line of at most {most} characters.");
        }
    }

    private static bool IsLine(string text, int most) => text.Length <= most && !text.Any(char.IsControl);

    private static string Shorten(string? text) => text is null ? "" : text.Length <= 40 ? text : text[..40] + "…";
}
