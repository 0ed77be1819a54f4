using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Calendars.Writing;
using NodaTime;

namespace App.Calendars;

/// <summary>Somebody to be invited.</summary>
/// <param name="Email">Her address.</param>
/// <param name="Name">What people call her.</param>
public sealed record InviteeBody(string Email, string? Name = null);

/// <summary>An event to write into a connected calendar.</summary>
/// <param name="Title">One line of at most 250 characters.</param>
/// <param name="CalendarId">Left out: the calendar that what is booked is written to.</param>
/// <param name="Start">Beginning, in whole seconds; together with the end.</param>
/// <param name="End">Exclusive.</param>
/// <param name="TimeZone">In which it is written and shown; yours where it is left out.</param>
/// <param name="StartDate">Of an all-day event, instead of start and end: the first day.</param>
/// <param name="EndDate">Of an all-day event: the day after the last.</param>
/// <param name="Description">What it says about itself, at most 6000 characters.</param>
/// <param name="Link">Web address at which it is joined or looked after; stands at the end of the description.</param>
/// <param name="Location">One line of at most 1000 characters.</param>
/// <param name="Attendees">At most 100; the vendor invites them.</param>
/// <param name="Reminders">Minutes before the start, the most important first, at most 5; as the calendar does by itself where they are left out.</param>
/// <param name="Transparency">Busy where it is left out.</param>
/// <param name="Purpose">What it is for; remembered here, not at the vendor.</param>
public sealed record NewEventBody(
    string Title,
    Guid? CalendarId = null,
    Instant? Start = null,
    Instant? End = null,
    string? TimeZone = null,
    LocalDate? StartDate = null,
    LocalDate? EndDate = null,
    string? Description = null,
    string? Link = null,
    string? Location = null,
    IReadOnlyList<InviteeBody>? Attendees = null,
    IReadOnlyList<int>? Reminders = null,
    Transparency? Transparency = null,
    EventPurpose Purpose = EventPurpose.Plain)
{
    internal Result<EventDraft> ToDraft(string ownZone) =>
        new EventChangeBody(Title, Start, End, TimeZone, StartDate, EndDate, Description, Link, Location, Attendees, Reminders, Transparency).ToDraft(ownZone);
}

/// <summary>What to change of an event; what is left out stays, what is empty is taken away.</summary>
/// <param name="Title">One line of at most 250 characters.</param>
/// <param name="Start">Beginning; together with the end.</param>
/// <param name="End">Exclusive.</param>
/// <param name="TimeZone">In which it is written and shown; yours where it is left out and the time changes.</param>
/// <param name="StartDate">Makes it an all-day event: the first day.</param>
/// <param name="EndDate">The day after the last.</param>
/// <param name="Description">What it says about itself, together with the link.</param>
/// <param name="Link">Web address, together with the description.</param>
/// <param name="Location">One line of at most 1000 characters.</param>
/// <param name="Attendees">All who are invited from now on; those who stay keep their answers.</param>
/// <param name="Reminders">Minutes before the start.</param>
/// <param name="Transparency">Whether it claims the time.</param>
/// <param name="Purpose">What it is for.</param>
public sealed record EventChangeBody(
    string? Title = null,
    Instant? Start = null,
    Instant? End = null,
    string? TimeZone = null,
    LocalDate? StartDate = null,
    LocalDate? EndDate = null,
    string? Description = null,
    string? Link = null,
    string? Location = null,
    IReadOnlyList<InviteeBody>? Attendees = null,
    IReadOnlyList<int>? Reminders = null,
    Transparency? Transparency = null,
    EventPurpose? Purpose = null)
{
    internal Result<EventChange> ToChange(string ownZone, bool series) => ToDraft(ownZone).Select(draft => new EventChange(draft, Purpose, series));

    internal Result<EventDraft> ToDraft(string ownZone) => ToTime(ownZone).Select(time => new EventDraft
    {
        Title = Title,
        Time = time,
        Notes = Description is null && Link is null ? null : new EventNotes(Description ?? "", string.IsNullOrEmpty(Link) ? null : Link),
        Location = Location,
        Attendees = Attendees is { } invited ? [.. invited.Select(a => new DraftAttendee(a.Email, a.Name))] : null,
        Reminders = Reminders,
        Transparency = Transparency,
    });

    private Result<EventTime?> ToTime(string ownZone) => (Start, End, StartDate, EndDate) switch
    {
        (null, null, null, null) => Result.Ok<EventTime?>(null),
        ({ } start, { } end, null, null) => Clock.FindZone(TimeZone ?? ownZone) is { } zone ? new EventTime.Timed(start, end, zone) : new Failure.Invalid("timeZone", "Choose a time zone, such as Europe/Berlin."),
        (null, null, { } first, { } after) => new EventTime.WholeDays(first, after),
        (not null, null, null, null) => new Failure.Invalid("end", "Say when it ends too."),
        (null, not null, null, null) => new Failure.Invalid("start", "Say when it begins too."),
        (null, null, not null, null) => new Failure.Invalid("endDate", "Say the day after the last too."),
        (null, null, null, not null) => new Failure.Invalid("startDate", "Say the first day too."),
        _ => new Failure.Invalid("start", "Give either start and end, or the two dates."),
    };
}
