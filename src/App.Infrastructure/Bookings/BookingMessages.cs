using App.Domain.Bookings;
using App.Domain.Time;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Bookings;

/// <summary>
/// Tells endpoints of bookings, in the transaction that changes them. Of a hold nothing is told before it is taken up, nor of its end.
/// </summary>
internal static class BookingMessages
{
    /// <param name="hosts">In the order they were named.</param>
    /// <param name="steps">What is to be done outside.</param>
    public static void TellOfCreated(this AppDbContext db, Booking booking, IReadOnlyList<HostName> hosts, HostName bookedBy, IEnumerable<BookingStep> steps)
    {
        var people = new People([.. hosts.Select(h => new ToldMember(h.Id, h.Name))], new ToldMember(bookedBy.Id, bookedBy.Name));
        db.Tell(booking.OrganizationId, EventTypes.BookingCreated, new BookingCreatedData(Told(booking, people), Told(steps, people)), About(booking));
    }

    public static async Task TellOfTakenUpAsync(this AppDbContext db, Booking booking, IEnumerable<BookingStep> steps, CancellationToken cancellationToken)
    {
        var people = await PeopleAsync(db, booking, cancellationToken);
        db.Tell(booking.OrganizationId, EventTypes.BookingCreated, new BookingCreatedData(Told(booking, people), Told(steps, people)), About(booking));
    }

    public static async Task TellOfConfirmedAsync(this AppDbContext db, Booking booking, CancellationToken cancellationToken)
    {
        var people = await PeopleAsync(db, booking, cancellationToken);
        var steps = await db.BookingSteps.AsNoTracking().Where(s => s.BookingId == booking.Id && !s.Undo).ToListAsync(cancellationToken);
        db.Tell(booking.OrganizationId, EventTypes.BookingConfirmed, new BookingConfirmedData(Told(booking, people), Told(steps, people)), About(booking));
    }

    /// <param name="before">When it was to be.</param>
    public static async Task TellOfRescheduledAsync(this AppDbContext db, Booking booking, Window before, Changer by, CancellationToken cancellationToken)
    {
        var told = Told(booking, await PeopleAsync(db, booking, cancellationToken));
        db.Tell(booking.OrganizationId, EventTypes.BookingRescheduled, new BookingRescheduledData(told, before.Start, before.End, by.Origin, by.Member!), About(booking));
    }

    /// <summary>Tells that a booking was cancelled or is over.</summary>
    /// <param name="was">Where it stood until now.</param>
    public static async Task TellOfEndAsync(this AppDbContext db, Booking booking, BookingStatus was, Changer by, CancellationToken cancellationToken)
    {
        if (was is not (BookingStatus.Pending or BookingStatus.Confirmed) || booking.IsOpen)
        {
            return;
        }

        var told = Told(booking, await PeopleAsync(db, booking, cancellationToken));
        if (booking.Status == BookingStatus.Completed)
        {
            db.Tell(booking.OrganizationId, EventTypes.BookingCompleted, new BookingCompletedData(told), About(booking));
        }
        else
        {
            db.Tell(booking.OrganizationId, EventTypes.BookingCancelled, new BookingCancelledData(told, booking.CancelReason, by.Origin, by.Member), About(booking));
        }
    }

    private static MessageSubject About(Booking booking) => new(booking.Id);

    private static async Task<People> PeopleAsync(AppDbContext db, Booking booking, CancellationToken cancellationToken)
    {
        var hosts = await (from host in db.BookingHosts where host.BookingId == booking.Id join member in db.Members on host.MemberId equals member.Id orderby host.Order select new ToldMember(member.Id, member.Name)).ToListAsync(cancellationToken);
        var bookedBy = hosts.Find(h => h.Id == booking.BookedBy) ?? new ToldMember(booking.BookedBy, await db.Members.Where(m => m.Id == booking.BookedBy).Select(m => m.Name).SingleAsync(cancellationToken));
        return new People(hosts, bookedBy);
    }

    private static IReadOnlyList<ToldStep> Told(IEnumerable<BookingStep> steps, People people) =>
        [.. from host in people.Hosts join step in steps on host.Id equals step.MemberId select new ToldStep(step.Kind, host, step.Status, step.Note)];

    private static ToldBooking Told(Booking booking, People people) => new()
    {
        Id = booking.Id,
        Title = booking.Title,
        Kind = booking.Kind,
        Status = booking.Status,
        Start = booking.Start,
        End = booking.End,
        TimeZone = booking.TimeZone,
        Hosts = people.Hosts,
        Attendees = [.. BookingCheck.ReadAttendees(booking.Attendees).Select(a => new ToldAttendee(a.Email, a.Name))],
        Meeting = booking.Meeting,
        MeetingProvider = booking.MeetingProvider,
        Place = booking.Location,
        Link = booking.Link,
        Reference = booking.Reference,
        BookedBy = people.BookedBy,
        CreatedAt = booking.CreatedAt,
    };

    private sealed record People(IReadOnlyList<ToldMember> Hosts, ToldMember BookedBy);
}

/// <summary>Where a booking is changed, and who does it or in whose calendar it is done.</summary>
/// <param name="Member">Null: it ends by itself.</param>
internal sealed record Changer(ChangeOrigin Origin, ToldMember? Member)
{
    public static readonly Changer Nobody = new(ChangeOrigin.Hub, null);

    public static Changer Here(Domain.Organizations.Member member) => new(ChangeOrigin.Hub, new ToldMember(member.Id, member.Name));

    public static Changer InCalendarOf(Guid host, string name) => new(ChangeOrigin.Calendar, new ToldMember(host, name));
}
