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
            Notes = new EventNotes(NotesOf(scene), booking.Link),
            Location = booking.Location ?? "",
            Attendees = scene.Host.Invites ? [.. BookingCheck.ReadAttendees(booking.Attendees).Select(a => new DraftAttendee(a.Email, a.Name))] : [],
            Reminders = BookingCheck.ReadReminders(booking.Reminders),
            Transparency = Transparency.Busy,
        };
    }

    /// <summary>When it is, and nothing else.</summary>
    public static EventDraft Time(Booking booking) => new() { Time = new EventTime.Timed(booking.Start, booking.End, Clock.FindZone(booking.TimeZone) ?? DateTimeZone.Utc) };

    /// <summary>Who else is there, where the event does not invite them itself: each host's calendar says all of it.</summary>
    private static string NotesOf(StepScene scene)
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
