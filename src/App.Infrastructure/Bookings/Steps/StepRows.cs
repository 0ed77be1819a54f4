using App.Domain.Bookings;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Calendars;
using App.Infrastructure.Calendars.Writing;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Bookings.Steps;

/// <summary>
/// Shows in the stored copy at once what a vendor confirmed of a booking's event. It holds the calendar's cursor and raises the host's busy version, so that
/// conflicts are looked for again with the event known as ours; both come before the booking is held.
/// </summary>
internal static class StepRows
{
    public static async Task ShowAsync(AppDbContext db, StepScene scene, StepOutcome outcome, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case StepOutcome.Settled { Written: { } written } when await OpenAsync(db, scene, cancellationToken) is { } rows:
                var known = (await FindAsync(db, scene, written.ExternalId, cancellationToken)).SingleOrDefault();
                await rows.WriteAsync(known, written, known is null ? EventOfBooking.Draft(scene) : EventOfBooking.Change(scene), cancellationToken);
                break;
            case StepOutcome.Settled { Written: null } or StepOutcome.Missing when scene.Host.ExternalId is { } id && await OpenAsync(db, scene, cancellationToken) is { } rows:
                await rows.DeleteAsync(await FindAsync(db, scene, id, cancellationToken), cancellationToken);
                break;
            case StepOutcome.Failed:
                // From now on the event counts as it stands.
                await db.TouchBusyAsync(scene.Booking.OrganizationId, scene.Step.MemberId, new Window(scene.Booking.Start, scene.Booking.End), cancellationToken);
                break;
        }
    }

    private static async Task<WrittenRows?> OpenAsync(AppDbContext db, StepScene scene, CancellationToken cancellationToken)
    {
        if (await db.Calendars.AsNoTracking().SingleOrDefaultAsync(c => c.Id == scene.Host.CalendarId, cancellationToken) is not { } calendar)
        {
            return null;
        }

        var rows = new WrittenRows(db, calendar, scene.Booking.TimeZone, SyncTrigger.Schedule);
        return await rows.BeginAsync(cancellationToken) ? rows : null;
    }

    private static Task<List<CalendarEvent>> FindAsync(AppDbContext db, StepScene scene, string externalId, CancellationToken cancellationToken)
    {
        var key = EventRows.KeyOf(externalId).ToByteArray();
        return db.Events.Where(e => e.CalendarId == scene.Host.CalendarId && EF.Property<byte[]>(e, CalendarEventMapping.ExternalKey) == key).ToListAsync(cancellationToken);
    }
}
