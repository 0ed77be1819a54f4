using App.Domain;
using App.Domain.Bookings;
using App.Domain.Time;
using App.Infrastructure.Bookings.Steps;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Bookings;

/// <summary>Books time, or holds it: what is asked for is checked, judged, claimed and stored, or nothing is.</summary>
public sealed class BookTime(AppDatabase database, BookingCheck check, ClaimTime claim, PlanSteps steps, TimeProvider time)
{
    /// <param name="heldUntil">When it is given back unless it is taken up; null: it is booked.</param>
    public async Task<Result<Guid>> RunAsync(Actor actor, BookingRequest request, Instant? heldUntil, CancellationToken cancellationToken)
    {
        var booked = await TryAsync(actor, request, heldUntil, cancellationToken);
        return !booked.IsOk && request.Id is { } id && await WasBookedAsync(actor, id, cancellationToken) ? id : booked;
    }

    /// <summary>What was booked before is in its own way, and may be over by now: that is no refusal.</summary>
    private async Task<bool> WasBookedAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        return await db.Bookings.AnyAsync(b => b.Id == id, cancellationToken);
    }

    private async Task<Result<Guid>> TryAsync(Actor actor, BookingRequest request, Instant? heldUntil, CancellationToken cancellationToken)
    {
        if (check.Run(request) is { } invalid)
        {
            return invalid;
        }

        await using var db = database.ForOrganization(actor);
        var window = new Window(request.Time.Start, request.Time.End);
        if (!(await Booker.ReadAsync(db, actor, request.Hosts, window, cancellationToken)).TryGet(out var booker, out var refused))
        {
            return refused;
        }

        var wanted = new WantedTime(actor.OrganizationId, booker.Hosts, window, window, Clock.FindZone(request.Time.TimeZone)!, booker.Self.Id)
        {
            OutsideRules = request.Time.OutsideRules ? [booker.Self.Id] : [],
        };
        return await claim.RunAsync(db, wanted, () => StoreAsync(db, booker.Self, request, wanted, heldUntil, cancellationToken), cancellationToken);
    }

    private async Task<Result<Guid>> StoreAsync(
        AppDbContext db, HostName self, BookingRequest request, WantedTime wanted, Instant? heldUntil, CancellationToken cancellationToken)
    {
        if (request.Id is { } id && await db.Bookings.AnyAsync(b => b.Id == id, cancellationToken))
        {
            return id;
        }

        var booking = db.Bookings.Add(Make(wanted.OrganizationId, self.Id, request, heldUntil)).Entity;
        var hosts = request.Hosts.Select((host, order) => new BookingHost
        {
            BookingId = booking.Id,
            MemberId = host,
            OrganizationId = booking.OrganizationId,
            Order = order,
            Start = booking.Start,
            End = booking.End,
            Claims = true,
            EventKey = Guid.CreateVersion7(time.GetUtcNow()),
        }).ToList();
        db.BookingHosts.AddRange(hosts);
        if (heldUntil is null)
        {
            var planned = await steps.AddAsync(db, booking, hosts, cancellationToken);
            db.TellOfCreated(booking, [.. request.Hosts.Select(id => wanted.Hosts.Single(h => h.Id == id))], self, planned);
            db.LogBooking(booking, wanted.HostIds, "booking.created", $"“{booking.Title}” was booked for {booking.When(time.Now())}.", self.Name);
        }

        await db.SaveChangesAsync(cancellationToken);
        var taken = await Cells.TakeAsync(db, booking, wanted.HostIds, cancellationToken);
        return taken == Cells.Count(booking, hosts.Count) ? booking.Id : ClaimTime.CellGone;
    }

    private Booking Make(Guid organization, Guid bookedBy, BookingRequest request, Instant? heldUntil) => new()
    {
        Id = request.Id ?? Guid.CreateVersion7(time.GetUtcNow()),
        OrganizationId = organization,
        BookedBy = bookedBy,
        Status = heldUntil is null ? BookingStatus.Pending : BookingStatus.Held,
        HeldUntil = heldUntil,
        Start = request.Time.Start,
        End = request.Time.End,
        TimeZone = request.Time.TimeZone,
        CreatedAt = time.Now(),
        Title = request.Title.Trim(),
        Kind = request.Kind,
        Attendees = BookingCheck.Write(request.Attendees),
        Meeting = request.Meeting,
        MeetingProvider = request.MeetingProvider,
        Location = BookingCheck.Line(request.Location),
        Link = BookingCheck.Line(request.Link),
        Notes = BookingCheck.Lines(request.Notes),
        Reference = BookingCheck.Line(request.Reference),
        Reminders = BookingCheck.Write(request.Reminders),
    };
}
