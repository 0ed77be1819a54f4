using App.Domain.Bookings;
using App.Domain.Connections;
using App.Infrastructure.Bookings;

namespace App.Bookings;

/// <summary>How bookings are said.</summary>
internal static class BookingWords
{
    public static (Tone Tone, string Word) State(BookingView booking) => booking.Status switch
    {
        BookingStatus.Held => (Tone.Warn, "Held"),
        BookingStatus.Pending when Troubled(booking) is { Status: StepStatus.Failed } => (Tone.Bad, "Not written"),
        BookingStatus.Pending when Troubled(booking) is not null => (Tone.Warn, "Waiting"),
        BookingStatus.Pending => (Tone.Busy, "Pending"),
        BookingStatus.Confirmed when booking.Marks.HasFlag(BookingMarks.Overlaps) => (Tone.Bad, "Overlaps"),
        BookingStatus.Confirmed when (booking.Marks & BookingMarks.Undecided) != BookingMarks.None => (Tone.Warn, "To decide"),
        BookingStatus.Confirmed => (Tone.Ok, "Confirmed"),
        BookingStatus.Cancelled => (Tone.Idle, "Cancelled"),
        BookingStatus.Completed => (Tone.Idle, "Over"),
        _ => (Tone.Idle, "Hold ended"),
    };

    public static string Sentence(BookingView booking) => booking.Status switch
    {
        BookingStatus.Held => "The time is held, and nobody is told yet.",
        BookingStatus.Cancelled => booking.CancelReason ?? "It was cancelled, and the time is free again.",
        BookingStatus.Completed => "Its time is over.",
        BookingStatus.Expired => "The hold was not taken up, and the time is free again.",
        _ when booking.Marks.HasFlag(BookingMarks.Overlaps) => "It was moved in a calendar onto time that another booking holds.",
        _ when booking.Marks.HasFlag(BookingMarks.MovedAway) => "Its event was moved in a calendar. Move the booking there, or write the event again.",
        _ when booking.Marks.HasFlag(BookingMarks.Gone) => "Its event no longer stands in a calendar. Cancel the booking, or write the event again.",
        _ when booking.Marks.HasFlag(BookingMarks.Repeats) => "Its event was made to repeat in a calendar. Cancel the booking, or end the series there and write the event again.",
        BookingStatus.Pending when Troubled(booking) is { } step => step.Note,
        BookingStatus.Pending => "It is being written to the calendars.",
        _ when booking.Steps.FirstOrDefault(s => s.Status == StepStatus.Skipped) is { } skipped => skipped.Note,
        _ => "It stands in every host’s calendar.",
    };

    public static (Tone Tone, string Word) State(StepView step) => step.Status switch
    {
        StepStatus.Done => (Tone.Ok, "Done"),
        StepStatus.Skipped => (Tone.Idle, "Nothing to do"),
        StepStatus.Undone => (Tone.Idle, "Taken back"),
        StepStatus.Failed => (Tone.Bad, "Failed"),
        _ when step.Failures > 0 => (Tone.Warn, "Waiting"),
        _ => (Tone.Busy, "Under way"),
    };

    /// <summary>What became of its event, and the words of the button by which the booking follows.</summary>
    public static (string What, string Accept) Change(NoticedChange change) => change.Kind switch
    {
        NoticedKind.Moved => ($"{change.HostName} moved the event.", "Move the booking there"),
        NoticedKind.Declined => ($"{change.HostName} declined the event.", "Cancel the booking"),
        NoticedKind.Repeats => ($"{change.HostName} made the event repeat.", ""),
        _ => ($"{change.HostName} deleted the event.", "Cancel the booking"),
    };

    public static string Name(BookingKind kind) => kind.ToString();

    public static string Name(StepView step) => $"Event in {step.HostName}’s calendar";

    /// <summary>"Alice Keller", "Alice Keller and Bob Meyer", "Alice Keller and 3 others".</summary>
    public static string Hosts(BookingView booking) => booking.Hosts switch
    {
        [] => "",
        [var one] => one.Name,
        [var first, var second] => $"{first.Name} and {second.Name}",
        var all => $"{all[0].Name} and {all.Count - 1} others",
    };

    /// <summary>The step that keeps it from being confirmed: one that failed before one that waits.</summary>
    private static StepView? Troubled(BookingView booking) =>
        booking.Steps.FirstOrDefault(s => s.Status == StepStatus.Failed) ?? booking.Steps.FirstOrDefault(s => s is { Status: StepStatus.Waiting, Failures: > 0 });
}
