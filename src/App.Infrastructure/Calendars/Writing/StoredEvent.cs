using App.Domain;
using App.Domain.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Calendars.Writing;

/// <summary>A stored occurrence that is to be changed or deleted at its vendor, alone or with its series.</summary>
internal sealed record StoredEvent(EventPlace Place, CalendarEvent Event, bool Series)
{
    /// <summary>The vendor's tag of one occurrence says nothing of its series.</summary>
    public EventTarget Target(bool checkTag) => Series
        ? new(Place.Calendar.ExternalId, Event.SeriesId!, Event.SeriesId)
        : new(Place.Calendar.ExternalId, Event.ExternalId, Event.SeriesId, checkTag ? Event.ETag : null);

    /// <summary>What is stored of it.</summary>
    public IQueryable<CalendarEvent> Rows(AppDbContext db) =>
        Series ? db.Events.Where(e => e.CalendarId == Event.CalendarId && e.SeriesId == Event.SeriesId) : db.Events.Where(e => e.Id == Event.Id);

    /// <summary>The key by which what is remembered of it is found.</summary>
    public byte[] Key => EventRows.KeyOf(Series ? Event.SeriesId! : Event.ExternalId).ToByteArray();
}

/// <summary>How the use cases of one event begin.</summary>
internal static class StoredEvents
{
    private static readonly Failure.NotFound Unknown = new("The event");

    /// <param name="expectedVersion">As <see cref="EventView.Version"/> told it; null: whatever it has become.</param>
    public static async Task<Result<StoredEvent>> FindEventAsync(this AppDbContext db, Actor actor, Guid id, bool series, long? expectedVersion, IServiceProvider services, CancellationToken cancellationToken)
    {
        var found = await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancellationToken);
        if (!(await db.FindPlaceAsync(actor, found?.CalendarId ?? Guid.Empty, services, cancellationToken)).TryGet(out var place, out var refused))
        {
            return refused is Failure.NotFound ? Unknown : refused;
        }

        return found is null ? Unknown
            : expectedVersion is { } expected && expected != EventView.VersionOf(found.ETag) ? new Failure.Stale()
            : series && found.Recurring is null ? new Failure.Invalid("series", "It is no part of a series.")
            : new StoredEvent(place, found, series);
    }
}
