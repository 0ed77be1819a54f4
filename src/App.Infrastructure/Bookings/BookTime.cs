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

/// <summary>Books time, or holds it: what is asked for is checked, judged, claimed and stored, or nothing is.</summary>
public sealed class BookTime(AppDatabase database, BookingCheck check, ClaimTime claim, PlanSteps steps, TimeProvider time)
{
    /// <param name="heldUntil">When it is given back unless it is taken up; null: it is booked.</param>
    public async Task<Result<Guid>> RunAsync(Actor actor, BookingRequest request, Instant? heldUntil, CancellationToken cancellationToken)
    {
        if (check.Run(request) is { } invalid)
        {
            return invalid;
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (!(await ReadHostsAsync(db, request, cancellationToken)).TryGet(out var hosts, out refused))
        {
            return refused;
        }

        var window = new Window(request.Time.Start, request.Time.End);
        var wanted = new WantedTime(hosts, window, window, Clock.FindZone(request.Time.TimeZone)!, MayBreakRules: request.Time.OutsideRules ? member.Id : null);
        return await claim.RunAsync(db, wanted, () => StoreAsync(db, member, request, wanted, heldUntil, cancellationToken), cancellationToken);
    }

    /// <summary>The hosts in the order of their ids. Most who come too late are told so by this one read.</summary>
    private static async Task<Result<IReadOnlyList<Member>>> ReadHostsAsync(AppDbContext db, BookingRequest request, CancellationToken cancellationToken)
    {
        var (first, after) = TimeGrid.CellsOf(new Window(request.Time.Start, request.Time.End));
        var found = await db.Members.AsNoTracking().Where(m => request.Hosts.Contains(m.Id) && m.RemovedAt == null)
            .Select(m => new { Member = m, Taken = db.BookingCells.Any(c => c.HostId == m.Id && c.Cell >= first && c.Cell < after) }).ToListAsync(cancellationToken);
        if (found.Count != request.Hosts.Count)
        {
            return new Failure.Invalid("hosts", found.Count == 0 || request.Hosts.Count == 1 ? "The member was not found." : "One of the members was not found.");
        }

        return found.Where(h => h.Taken).Select(h => h.Member.Name).ToList() is { Count: > 0 } taken
            ? new Failure.Conflict(ClaimTime.Taken, string.Join(' ', taken.Select(name => $"{name} is not free: another booking holds this time.")))
            : Result.Ok<IReadOnlyList<Member>>([.. found.Select(h => h.Member).OrderBy(m => m.Id)]);
    }

    private async Task<Result<Guid>> StoreAsync(AppDbContext db, Member member, BookingRequest request, WantedTime wanted, Instant? heldUntil, CancellationToken cancellationToken)
    {
        var booking = db.Bookings.Add(Make(member, request, heldUntil)).Entity;
        var hosts = request.Hosts.Select((host, order) => new BookingHost
        {
            BookingId = booking.Id,
            MemberId = host,
            OrganizationId = booking.OrganizationId,
            Order = order,
            Start = booking.Start,
            End = booking.End,
            Claims = true,
            EventKey = Guid.NewGuid(),
        }).ToList();
        db.BookingHosts.AddRange(hosts);
        if (heldUntil is null)
        {
            await steps.AddAsync(db, booking, hosts, cancellationToken);
            db.LogBooking(booking, wanted.HostIds, "booking.created", $"“{booking.Title}” was booked for {booking.When(time.Now())}.", member.Name);
        }

        await db.SaveChangesAsync(cancellationToken);
        return await Cells.TakeAsync(db, booking, wanted.HostIds, cancellationToken) == Cells.Count(booking, hosts.Count) ? booking.Id : ClaimTime.CellGone;
    }

    private Booking Make(Member member, BookingRequest request, Instant? heldUntil) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        OrganizationId = member.OrganizationId,
        BookedBy = member.Id,
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
