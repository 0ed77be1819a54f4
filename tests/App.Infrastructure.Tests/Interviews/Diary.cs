using App.Domain;
using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using App.Infrastructure.Tests.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Tests.Interviews;

/// <summary>What stands in a member's calendar and bookings, put there as the use cases of calendars and bookings leave it.</summary>
internal sealed class Diary(House house, Actor.Person member)
{
    private Guid? _calendar;

    private Instant Now => house.Time.Now();

    public async Task<Guid> BookAsync(string title, Instant start, BookingKind kind = BookingKind.Meeting, BookingStatus status = BookingStatus.Confirmed)
    {
        var booking = new Booking { Id = Guid.CreateVersion7(), OrganizationId = member.OrganizationId, BookedBy = member.Id, Title = title, Kind = kind, Status = status, Start = start, End = start + Duration.FromMinutes(30), TimeZone = "Etc/UTC", CreatedAt = Now };
        await ChangeAsync(db =>
        {
            db.Bookings.Add(booking);
            db.BookingHosts.Add(new BookingHost { BookingId = booking.Id, MemberId = member.Id, OrganizationId = member.OrganizationId, Start = booking.Start, End = booking.End, Claims = true, EventKey = Guid.CreateVersion7() });
            return Task.CompletedTask;
        });
        return booking.Id;
    }

    public Task MoveBookingAsync(Guid id, Instant start) => ChangeAsync(async db =>
    {
        var (booking, host) = (await db.Bookings.SingleAsync(b => b.Id == id), await db.BookingHosts.SingleAsync(h => h.BookingId == id));
        (booking.Start, booking.End) = (start, start + Duration.FromMinutes(30));
        (host.Start, host.End) = (booking.Start, booking.End);
    });

    public Task CancelBookingAsync(Guid id) => ChangeAsync(async db =>
    {
        (await db.Bookings.SingleAsync(b => b.Id == id)).Status = BookingStatus.Cancelled;
        (await db.BookingHosts.SingleAsync(h => h.BookingId == id)).Claims = false;
    });

    public Task ConfirmAsync(Guid id) => ChangeAsync(async db => (await db.Bookings.SingleAsync(b => b.Id == id)).Status = BookingStatus.Confirmed);

    public async Task<Guid> AddEventAsync(string title, Instant start, string? series = null, string? description = null, string? externalId = null)
    {
        var calendar = _calendar ??= await AddCalendarAsync();
        var external = externalId ?? Guid.CreateVersion7().ToString("N");
        var added = new CalendarEvent { Id = Guid.CreateVersion7(), OrganizationId = member.OrganizationId, CalendarId = calendar, ExternalId = external, SeriesId = series, Title = title, Description = description, Start = start, End = start + Duration.FromHours(1) };
        await ChangeAsync(db =>
        {
            db.Events.Add(added);
            db.Entry(added).Property(CalendarEventMapping.ExternalKey).CurrentValue = EventRows.KeyOf(external).ToByteArray();
            return Task.CompletedTask;
        });
        return added.Id;
    }

    public Task ChangeEventAsync(Guid id, Action<CalendarEvent> change) => ChangeAsync(async db => change(await db.Events.SingleAsync(e => e.Id == id)));

    /// <summary>The event of a booking, as it comes back by sync.</summary>
    public Task LinkAsync(Guid booking, Guid eventId) => ChangeAsync(async db =>
    {
        var (host, written) = (await db.BookingHosts.SingleAsync(h => h.BookingId == booking), await db.Events.SingleAsync(e => e.Id == eventId));
        (host.CalendarId, host.ExternalId) = (written.CalendarId, written.ExternalId);
    });

    private async Task<Guid> AddCalendarAsync()
    {
        var connection = new Connection { Id = Guid.CreateVersion7(), OrganizationId = member.OrganizationId, MemberId = member.Id, Provider = "google-calendar", AccountId = member.Id.ToString(), AccountName = "me", CreatedAt = Now };
        var calendar = new Calendar { Id = Guid.CreateVersion7(), OrganizationId = member.OrganizationId, ConnectionId = connection.Id, MemberId = member.Id, ExternalId = "primary", Name = "Work" };
        await ChangeAsync(db =>
        {
            db.Connections.Add(connection);
            db.Calendars.Add(calendar);
            return Task.CompletedTask;
        });
        return calendar.Id;
    }

    private async Task ChangeAsync(Func<AppDbContext, Task> change)
    {
        await using var db = house.Database.ForOrganization(member);
        await using var write = await db.BeginWriteAsync(default);
        await change(db);
        await db.TouchBusyAsync(member.OrganizationId, member.Id, Window.Around(Now), default);
        await db.SaveChangesAsync();
        await write.CommitAsync(default);
    }
}
