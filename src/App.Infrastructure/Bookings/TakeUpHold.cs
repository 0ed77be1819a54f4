using App.Domain;
using App.Domain.Bookings;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>What became known while the time was held; null leaves what was said when it was held.</summary>
public sealed record HoldDetails(
    string? Title = null,
    IReadOnlyList<Attendee>? Attendees = null,
    MeetingPreference? Meeting = null,
    string? MeetingProvider = null,
    string? Location = null,
    string? Link = null,
    string? Notes = null,
    string? Reference = null);

/// <summary>
/// Turns a hold into a booking. Whoever held the time takes it up, by the rules of the hosts as they were then; what has come onto it since is in the way.
/// </summary>
public sealed class TakeUpHold(AppDatabase database, BookingCheck check, ClaimTime claim, PlanSteps steps, StepSignal signal, TimeProvider time)
{
    private const string Over = "hold_over";

    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, HoldDetails details, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var hold = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken);
        if (hold is null || (hold.BookedBy != member.Id && member.Role < Role.Admin))
        {
            return new Failure.NotFound("The hold");
        }

        if (Refuse(hold, expectedVersion) is { } over)
        {
            return over;
        }

        var hosts = await db.HostsOfAsync(id, cancellationToken);
        var held = new Window(hold.Start, hold.End);
        var wanted = new WantedTime(actor.OrganizationId, hosts, held, held, Clock.FindZone(hold.TimeZone) ?? DateTimeZone.Utc, member.Id)
        {
            Booking = id,
            OutsideRules = [.. hosts.Select(h => h.Id)],
        };
        var taken = await claim.RunAsync(db, wanted, () => StoreAsync(db, member, id, details, expectedVersion, cancellationToken), cancellationToken);
        signal.Wake();
        return taken;
    }

    private async Task<Result<Done>> StoreAsync(
        AppDbContext db, Member member, Guid id, HoldDetails details, long? expectedVersion, CancellationToken cancellationToken)
    {
        if (await db.LockBookingAsync(id, cancellationToken) is not { } booking)
        {
            return new Failure.NotFound("The hold");
        }

        if (Refuse(booking, expectedVersion) is { } over)
        {
            return over;
        }

        Apply(booking, details);
        if (check.RunDetails(RequestOf(booking)) is { } invalid)
        {
            return invalid;
        }

        var hosts = await db.BookingHosts.Where(h => h.BookingId == id).ToListAsync(cancellationToken);
        (booking.Status, booking.HeldUntil) = (BookingStatus.Pending, null);
        await db.TellOfTakenUpAsync(booking, await steps.AddAsync(db, booking, hosts, cancellationToken), cancellationToken);
        db.LogBooking(booking, hosts.Select(h => h.MemberId), "booking.created", $"“{booking.Title}” was booked for {booking.When(time.Now())}.", member.Name);
        await db.SaveChangesAsync(cancellationToken);
        return Result.Done;
    }

    private Failure? Refuse(Booking booking, long? expectedVersion) =>
        expectedVersion is { } expected && expected != booking.Version ? new Failure.Stale()
        : booking.IsOpen ? new Failure.Conflict(Over, "The hold was taken up before.")
        : booking.Status != BookingStatus.Held || booking.HeldUntil <= time.Now() ? new Failure.Conflict(Over, "The hold has ended. Book the time anew.")
        : booking.Start < time.Now() ? new Failure.Conflict(Over, "The time that was held has begun.")
        : null;

    private static void Apply(Booking booking, HoldDetails details)
    {
        booking.Title = details.Title?.Trim() ?? booking.Title;
        booking.Meeting = details.Meeting ?? booking.Meeting;
        booking.MeetingProvider = details.Meeting is null ? details.MeetingProvider ?? booking.MeetingProvider : details.MeetingProvider;
        booking.Location = details.Location is null ? booking.Location : BookingCheck.Line(details.Location);
        booking.Link = details.Link is null ? booking.Link : BookingCheck.Line(details.Link);
        booking.Notes = details.Notes is null ? booking.Notes : BookingCheck.Lines(details.Notes);
        booking.Reference = details.Reference is null ? booking.Reference : BookingCheck.Line(details.Reference);
        booking.Attendees = details.Attendees is null ? booking.Attendees : BookingCheck.Write(details.Attendees);
    }

    private static BookingRequest RequestOf(Booking booking) => new()
    {
        Hosts = [],
        Time = new BookingTime(booking.Start, booking.End, booking.TimeZone),
        Title = booking.Title,
        Kind = booking.Kind,
        Attendees = BookingCheck.ReadAttendees(booking.Attendees),
        Meeting = booking.Meeting,
        MeetingProvider = booking.MeetingProvider,
        Location = booking.Location,
        Link = booking.Link,
        Notes = booking.Notes,
        Reference = booking.Reference,
    };
}
