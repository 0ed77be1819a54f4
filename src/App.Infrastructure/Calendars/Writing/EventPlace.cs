using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Calendars.Writing;

/// <summary>A calendar of the actor's own that can be written to now.</summary>
internal sealed record EventPlace(Member Member, Calendar Calendar, ICalendarWriter Writer);

/// <summary>Finds where an event is to be written, or says why it can't be.</summary>
internal static class EventPlaces
{
    private static readonly Failure.NotFound Unknown = new("The calendar");

    /// <param name="calendarId">Null: the calendar that what is booked is written to.</param>
    public static async Task<Result<EventPlace>> FindPlaceAsync(this AppDbContext db, Actor actor, Guid? calendarId, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var found = await (from calendar in db.Calendars
                           join connection in db.Connections on calendar.ConnectionId equals connection.Id
                           where calendar.MemberId == member.Id && (calendarId == null ? calendar.IsWriteTarget : calendar.Id == calendarId)
                           select new { calendar, connection }).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return calendarId is null ? new Failure.Invalid("calendarId", "Choose a calendar: none takes what is booked.") : Unknown;
        }

        if (!found.connection.IsLive)
        {
            return found.connection.Status == ConnectionStatus.NeedsReconnect
                ? new Failure.NeedsReconnect("Access has ended. Reconnect, and write it then.")
                : new Failure.Conflict("paused", "The connection is paused. Resume it, and write it then.");
        }

        return found.calendar is { IsWritable: true, GoneSince: null } && services.GetKeyedService<ICalendarWriter>(found.connection.Provider) is { } writer
            ? new EventPlace(member, found.calendar, writer)
            : new Failure.Rejected(WriteRefusal.ReadOnly, $"“{found.calendar.Name}” can only be read: nothing can be written to it.");
    }
}
