using App.Domain.Bookings;
using App.Infrastructure.Bookings;
using NodaTime;

namespace App.Bookings;

/// <summary>Someone invited to a booking.</summary>
/// <param name="Email">Her address.</param>
/// <param name="Name">What people call her.</param>
public sealed record GuestBody(string Email, string? Name = null);

/// <summary>What to book.</summary>
/// <param name="Hosts">Ids of 1 to 20 members, claimed together or not at all. The first who has a calendar to write to invites the attendees.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Start">On a full five minutes, within 400 days.</param>
/// <param name="End">Exclusive; on a full five minutes, at most 24 hours after the start.</param>
/// <param name="TimeZone">IANA id in which it was agreed.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Attendees">At most 100 people to be invited.</param>
/// <param name="Meeting">Where its people meet.</param>
/// <param name="MeetingProvider">Key of the video service, where they meet by video.</param>
/// <param name="Location">Where they meet at a place.</param>
/// <param name="Link">Where they meet at an address of your own (http or https).</param>
/// <param name="Notes">For everyone in it.</param>
/// <param name="Reference">What it belongs to in your own system: a job application, say.</param>
/// <param name="Reminders">Minutes before the start; left out: as each host's calendar does by itself.</param>
/// <param name="OutsideRules">A host who books herself may do so outside her working hours, notice and buffers; never over what she has on.</param>
public sealed record NewBookingBody(
    IReadOnlyList<Guid> Hosts,
    string Title,
    Instant Start,
    Instant End,
    string TimeZone,
    BookingKind Kind = BookingKind.Meeting,
    IReadOnlyList<GuestBody>? Attendees = null,
    MeetingPreference Meeting = MeetingPreference.None,
    string? MeetingProvider = null,
    string? Location = null,
    string? Link = null,
    string? Notes = null,
    string? Reference = null,
    IReadOnlyList<int>? Reminders = null,
    bool OutsideRules = false)
{
    /// <param name="id">As <see cref="BookingRequest.Id"/>.</param>
    internal BookingRequest ToRequest(Guid? id) => new()
    {
        Id = id,
        Hosts = Hosts,
        Time = new BookingTime(Start, End, TimeZone, OutsideRules),
        Title = Title,
        Kind = Kind,
        Attendees = Guests.Of(Attendees) ?? [],
        Meeting = Meeting,
        MeetingProvider = MeetingProvider,
        Location = Location,
        Link = Link,
        Notes = Notes,
        Reference = Reference,
        Reminders = Reminders,
    };
}

/// <summary>What to hold, as one would book it.</summary>
/// <param name="Booking">The time, its hosts, and what is known of the rest.</param>
/// <param name="Minutes">For how long, from 1 to 60.</param>
public sealed record NewHoldBody(NewBookingBody Booking, int Minutes = HoldTime.DefaultMinutes);

/// <summary>What became known while the time was held; what is left out stays as it was held.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Attendees">At most 100 people to be invited.</param>
/// <param name="Meeting">Where its people meet.</param>
/// <param name="MeetingProvider">Key of the video service, where they meet by video.</param>
/// <param name="Location">Where they meet at a place.</param>
/// <param name="Link">Where they meet at an address of your own.</param>
/// <param name="Notes">For everyone in it.</param>
/// <param name="Reference">What it belongs to in your own system.</param>
public sealed record HoldDetailsBody(
    string? Title = null,
    IReadOnlyList<GuestBody>? Attendees = null,
    MeetingPreference? Meeting = null,
    string? MeetingProvider = null,
    string? Location = null,
    string? Link = null,
    string? Notes = null,
    string? Reference = null)
{
    internal HoldDetails ToDetails() => new(Title, Guests.Of(Attendees), Meeting, MeetingProvider, Location, Link, Notes, Reference);
}

/// <summary>When a booking is to be instead.</summary>
/// <param name="Start">On a full five minutes.</param>
/// <param name="End">Exclusive.</param>
/// <param name="TimeZone">IANA id in which it was agreed.</param>
/// <param name="OutsideRules">As when booking.</param>
public sealed record RescheduleBody(Instant Start, Instant End, string TimeZone, bool OutsideRules = false);

/// <summary>Why a booking is cancelled.</summary>
/// <param name="Reason">For its people; or nothing.</param>
public sealed record CancelBody(string? Reason = null);

/// <summary>A member who can be booked.</summary>
/// <param name="Id">Of the member.</param>
/// <param name="Name">What people call her.</param>
public sealed record BookingHostBody(Guid Id, string Name)
{
    internal static BookingHostBody Of(HostName view) => new(view.Id, view.Name);
}

/// <summary>Something done outside for a booking.</summary>
/// <param name="Id">Of the step.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Host">For whom.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Note">What is so, as a sentence.</param>
/// <param name="ErrorCode">Code of the last failure; null after a try that worked.</param>
/// <param name="Failures">Tries that failed in a row.</param>
/// <param name="NextTryAt">When it is tried next; null: there is nothing to do.</param>
/// <param name="ChangedAt">When it last changed.</param>
public sealed record BookingStepBody(Guid Id, StepKind Kind, BookingHostBody Host, StepStatus Status, string Note, string? ErrorCode, int Failures, Instant? NextTryAt, Instant ChangedAt)
{
    internal static BookingStepBody Of(StepView view) => new(view.Id, view.Kind, new BookingHostBody(view.HostId, view.HostName), view.Status, view.Note, view.ErrorCode, view.Failures, view.DueAt, view.ChangedAt);
}

/// <summary>A change in a host's calendar that the booking did not follow.</summary>
/// <param name="Host">In whose calendar.</param>
/// <param name="Kind">What became of the event.</param>
/// <param name="Start">When it is now, where it was moved.</param>
/// <param name="End">Exclusive.</param>
public sealed record BookingChangeBody(BookingHostBody Host, NoticedKind Kind, Instant? Start, Instant? End)
{
    internal static BookingChangeBody Of(NoticedChange change) => new(new BookingHostBody(change.HostId, change.HostName), change.Kind, change.To?.Start, change.To?.End);
}

/// <summary>An agreed meeting, or time held for one.</summary>
public sealed record BookingBody
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required BookingKind Kind { get; init; }

    /// <summary>Pending: its steps are under way. Confirmed: every step is settled.</summary>
    public required BookingStatus Status { get; init; }

    public required Instant Start { get; init; }

    /// <summary>Exclusive.</summary>
    public required Instant End { get; init; }

    /// <summary>IANA id in which it was agreed.</summary>
    public required string TimeZone { get; init; }

    /// <summary>In the order they were named.</summary>
    public required IReadOnlyList<BookingHostBody> Hosts { get; init; }

    /// <summary>Who booked it.</summary>
    public required BookingHostBody BookedBy { get; init; }

    public required IReadOnlyList<GuestBody> Attendees { get; init; }

    public required MeetingPreference Meeting { get; init; }

    public required string? MeetingProvider { get; init; }

    public required string? Location { get; init; }

    public required string? Link { get; init; }

    public required string? Notes { get; init; }

    /// <summary>What it belongs to in your own system.</summary>
    public required string? Reference { get; init; }

    /// <summary>Minutes before the start; null: as each host's calendar does by itself.</summary>
    public required IReadOnlyList<int>? Reminders { get; init; }

    /// <summary>When a hold ends by itself.</summary>
    public required Instant? HeldUntil { get; init; }

    public required string? CancelReason { get; init; }

    /// <summary>It was moved off the five-minute grid in a calendar.</summary>
    public required bool IsOffGrid { get; init; }

    /// <summary>It was moved in a calendar onto time another booking holds.</summary>
    public required bool Overlaps { get; init; }

    /// <summary>A change in a calendar waits for somebody to decide.</summary>
    public required bool NeedsDecision { get; init; }

    /// <summary>What stands otherwise in hosts' calendars, and was not followed.</summary>
    public required IReadOnlyList<BookingChangeBody> Changes { get; init; }

    /// <summary>How all of it stands, as a sentence.</summary>
    public required string Sentence { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>What If-Match asks for; the ETag begins with it.</summary>
    public required long Version { get; init; }

    internal static BookingBody Of(BookingView view) => new()
    {
        Id = view.Id,
        Title = view.Title,
        Kind = view.Kind,
        Status = view.Status,
        Start = view.Start,
        End = view.End,
        TimeZone = view.TimeZone,
        Hosts = [.. view.Hosts.Select(BookingHostBody.Of)],
        BookedBy = new BookingHostBody(view.BookedBy, view.BookedByName),
        Attendees = [.. view.Attendees.Select(a => new GuestBody(a.Email, a.Name))],
        Meeting = view.Meeting,
        MeetingProvider = view.MeetingProvider,
        Location = view.Location,
        Link = view.Link,
        Notes = view.Notes,
        Reference = view.Reference,
        Reminders = view.Reminders,
        HeldUntil = view.HeldUntil,
        CancelReason = view.CancelReason,
        IsOffGrid = view.Marks.HasFlag(BookingMarks.OffGrid),
        Overlaps = view.Marks.HasFlag(BookingMarks.Overlaps),
        NeedsDecision = (view.Marks & BookingMarks.Undecided) != BookingMarks.None,
        Changes = [.. view.Changes.Select(BookingChangeBody.Of)],
        Sentence = BookingWords.Sentence(view),
        CreatedAt = view.CreatedAt,
        Version = view.Version,
    };
}

internal static class Guests
{
    public static IReadOnlyList<Attendee>? Of(IReadOnlyList<GuestBody>? bodies) => bodies is null ? null : [.. bodies.Select(g => new Attendee(g.Email, g.Name))];
}
