using App.Calendars;
using App.Domain;
using App.Domain.Bookings;
using App.Domain.Time;
using App.Infrastructure.Bookings;
using App.Ui;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace App.Bookings;

/// <summary>Books time by a form.</summary>
public partial class NewBookingPage
{
    /// <summary>Asked again after no answer came, it is the same booking.</summary>
    private readonly Guid _key = Guid.CreateVersion7();

    private readonly List<Guid> _chosen = [];
    private IReadOnlyList<HostName>? _hosts;
    private TimeInput? _time;
    private string? _title;
    private BookingKind _kind;
    private MeetingPreference _meeting;
    private string? _location;
    private string? _link;
    private string? _attendees;
    private string? _notes;
    private string? _reference;
    private int _reminder = ReminderChoice.Unsaid;

    /// <summary>RFC 3339, as the end.</summary>
    [SupplyParameterFromQuery(Name = "start")] public string? Start { get; set; }

    [SupplyParameterFromQuery(Name = "end")] public string? End { get; set; }

    [Inject] private ListHosts ListHosts { get; set; } = null!;

    [Inject] private CreateBooking CreateBooking { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Members };

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await ListHosts.RunAsync(Actor, cancellationToken)).TryGet(out var hosts, out var failure))
        {
            return failure;
        }

        if (_hosts is null)
        {
            _chosen.Add(Actor.MemberId!.Value);
            _time = Read(Start) is { } start && Read(End) is { } end && end > start
                ? TimeInput.Of(start, end, Viewer.Zone)
                : TimeInput.Soon(Clock.Now(), Viewer.Zone);
        }

        _hosts = hosts;
        return null;
    }

    private Task BookAsync() => SubmitAsync("book", ct => CreateBooking.RunAsync(Actor, Request(), ct), id => Navigation.NavigateTo(Urls.Booking(id)));

    private BookingRequest Request() => new()
    {
        Id = _key,
        Hosts = [.. _chosen],
        Time = _time!.Read(Viewer.Zone),
        Title = _title ?? "",
        Kind = _kind,
        Attendees = [.. Lines(_attendees).Select(email => new Attendee(email))],
        Meeting = _meeting,
        Location = _meeting == MeetingPreference.Place ? _location : null,
        Link = _meeting == MeetingPreference.OwnLink ? _link : null,
        Notes = _notes,
        Reference = _reference,
        Reminders = ReminderChoice.Read(_reminder),
    };

    private static Instant? Read(string? moment) => Api.Moment.TryParse(moment, null, out var read) ? read.Value : null;

    private void Choose(Guid host, bool chosen)
    {
        _chosen.Remove(host);
        if (chosen)
        {
            _chosen.Add(host);
        }
    }

    private static IEnumerable<string> Lines(string? text) => (text ?? "").Split(['\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
