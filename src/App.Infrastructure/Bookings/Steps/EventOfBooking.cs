using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>What stands of a booking in a host's calendar.</summary>
internal static class EventOfBooking
{
    /// <summary>The whole of a new one.</summary>
    public static EventDraft Draft(StepScene scene)
    {
        var booking = scene.Booking;
        return Time(booking) with
        {
            Title = booking.Title,
            Notes = Notes(scene),
            Location = booking.Location ?? "",
            Attendees = scene.Host.Invites ? Invited(scene) : [],
            Reminders = BookingCheck.ReadReminders(booking.Reminders),
            Transparency = Transparency.Busy,
        };
    }

    /// <summary>What a change of the booking changes of it: its time, and who is there where that is no more the same. The rest is the host's by now.</summary>
    public static EventDraft Change(StepScene scene) => scene.Step.People
        ? Time(scene.Booking) with { Notes = Notes(scene), Attendees = scene.Host.Invites ? Invited(scene) : null }
        : Time(scene.Booking);

    private static EventDraft Time(Booking booking) => new() { Time = new EventTime.Timed(booking.Start, booking.End, Clock.FindZone(booking.TimeZone) ?? DateTimeZone.Utc) };

    private static IReadOnlyList<DraftAttendee> Invited(StepScene scene) => [.. BookingCheck.ReadAttendees(scene.Booking.Attendees).Select(a => new DraftAttendee(a.Email, a.Name))];

    private static EventNotes Notes(StepScene scene) => new(TextOf(scene), scene.Booking.Link);

    /// <summary>Who else is there, where the event does not invite them itself: each host's calendar says all of it.</summary>
    private static string TextOf(StepScene scene)
    {
        var others = scene.Hosts.Where(h => h.MemberId != scene.Step.MemberId).Select(h => scene.Names.GetValueOrDefault(h.MemberId) ?? "");
        var invited = scene.Host.Invites ? [] : BookingCheck.ReadAttendees(scene.Booking.Attendees).Select(a => a.Name is null ? a.Email : $"{a.Name} ({a.Email})");
        List<string> with = [.. others.Concat(invited)];
        var said = with.Count == 0 ? "" : $"With {string.Join(", ", with)}.";
        var notes = scene.Booking.Notes ?? "";
        var whole = said.Length == 0 ? notes : notes.Length == 0 ? said : $"{notes}\n\n{said}";
        return whole.Length <= EventNotes.MostText ? whole : whole[..EventNotes.MostText];
    }
}
