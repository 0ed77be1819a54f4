using App.Domain;
using App.Domain.Bookings;
using App.Domain.Time;
using App.Infrastructure;
using App.Infrastructure.Bookings;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Bookings;

/// <summary>What is booked, what was, and what was cancelled. Which and what page are in the address.</summary>
public partial class BookingsPage
{
    private const int Rows = 50;

    private static readonly BookingStatus[] Ended = [BookingStatus.Cancelled, BookingStatus.Expired];
    private static readonly BookingStatus[] Standing = [BookingStatus.Held, BookingStatus.Pending, BookingStatus.Confirmed, BookingStatus.Completed];

    private Page<BookingView>? _bookings;

    [SupplyParameterFromQuery(Name = "show")] public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageTrail { get; set; }

    [Inject] private ListBookings ListBookings { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Bookings };

    private string Shown => Show is "past" or "cancelled" ? Show : "upcoming";

    private CursorTrail Trail => CursorTrail.Parse(PageTrail);

    private string Heading => Shown switch { "past" => "Past, newest first", "cancelled" => "Cancelled, newest first", _ => "Upcoming" };

    private string Summary => Viewer.CanAdminister ? "Everyone’s bookings. Two can never hold the same time of a host." : "Bookings you made or host. Two can never hold the same time of a host.";

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        var now = Clock.Now();
        var query = Shown switch
        {
            "past" => new BookingQuery(To: now, Statuses: Standing, NewestFirst: true),
            "cancelled" => new BookingQuery(Statuses: Ended, NewestFirst: true),
            _ => new BookingQuery(From: now, Statuses: Standing),
        };
        var read = await ListBookings.RunAsync(Actor, query with { Cursor = Trail.Current, Limit = Rows }, cancellationToken);
        _bookings = read.IsOk ? read.Value : _bookings;
        return read.Failure;
    }

    private string Href(string show) => show == "upcoming" ? Urls.Bookings : $"{Urls.Bookings}?show={show}";

    private string? PageHref(string? trail) => trail is null ? null : Navigation.GetUriWithQueryParameter("page", trail.Length == 0 ? null : trail);
}
