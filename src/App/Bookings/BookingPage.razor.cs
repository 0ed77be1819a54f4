using App.Domain;
using App.Domain.Bookings;
using App.Infrastructure.Bookings;
using App.Infrastructure.Bookings.ComeBack;
using App.Ui;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace App.Bookings;

/// <summary>One booking: what was agreed, what is done for it, and changing it.</summary>
public partial class BookingPage
{
    private BookingView? _booking;
    private TimeInput? _time;
    private (Instant, Instant) _typed;
    private bool _cancelling;

    [Parameter] public Guid Id { get; set; }

    [Inject] private ListBookings ListBookings { get; set; } = null!;

    [Inject] private RescheduleBooking RescheduleBooking { get; set; } = null!;

    [Inject] private CancelBooking CancelBooking { get; set; } = null!;

    [Inject] private RetryBooking RetryBooking { get; set; } = null!;

    [Inject] private AcceptChange AcceptChange { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Bookings };

    private bool Differs => _booking is not null && (_booking.Marks & BookingMarks.Undecided) != BookingMarks.None;

    private bool CanRetry => Differs || _booking?.Steps.Any(s => s.Status == StepStatus.Failed || s is { Status: StepStatus.Waiting, Failures: > 0 }) == true && _booking.Status is not BookingStatus.Completed;

    private string RetryText => Differs ? "Write the event again" : "Try again now";

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await ListBookings.ReadAsync(Actor, Id, cancellationToken);
        if (!read.TryGet(out var booking, out var failure))
        {
            return failure;
        }

        _booking = booking;
        if (_time is null || _typed != (booking.Start, booking.End))
        {
            (_time, _typed) = (TimeInput.Of(booking.Start, booking.End, Viewer.Zone), (booking.Start, booking.End));
        }

        return null;
    }

    private Task MoveAsync() => SubmitAsync("move", ct => RescheduleBooking.RunAsync(Actor, Id, _time!.Read(Viewer.Zone), _booking!.Version, ct));

    private Task CancelAsync() => SubmitAsync("cancel", ct => CancelBooking.RunAsync(Actor, Id, null, null, ct));

    private Task RetryAsync() => SubmitAsync("retry", ct => RetryBooking.RunAsync(Actor, Id, ct));

    private Task AcceptAsync(NoticedChange change) => SubmitAsync("accept", ct => AcceptChange.RunAsync(Actor, Id, change.HostId, _booking!.Version, ct));

    private static IReadOnlyList<string> Goes(BookingView booking) => booking.Attendees.Count > 0
        ? ["Its events are deleted from the hosts’ calendars.", "Their vendors tell the attendees."]
        : ["Its events are deleted from the hosts’ calendars."];
}
