using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Mapping;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Calendars.Writing;

/// <summary>An event to be written by hand.</summary>
/// <param name="Key">Chosen by the caller for this event alone: asked again with it, no second one is made.</param>
/// <param name="CalendarId">Null: the calendar that what is booked is written to.</param>
public sealed record NewEvent(Guid Key, Guid? CalendarId, EventDraft Draft, EventPurpose Purpose = EventPurpose.Plain);

/// <summary>Writes an event into one of the actor's own calendars at its vendor.</summary>
public sealed class CreateEvent(AppDatabase database, Grants grants, ListEvents events, SyncSignal signal, IServiceProvider services, TimeProvider time)
{
    /// <returns>The event as it is stored here from now on.</returns>
    public async Task<Result<EventView>> RunAsync(Actor actor, NewEvent wish, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wish);
        if (wish.Draft.CheckNew() is { } wrong)
        {
            return wrong;
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.FindPlaceAsync(actor, wish.CalendarId, services, cancellationToken)).TryGet(out var place, out var refused))
        {
            return refused;
        }

        var isNew = await KeepKeyAsync(db, place, wish, cancellationToken);
        var answer = await grants.UseAsync(place.Calendar.ConnectionId, (grant, ct) => place.Writer.CreateAsync(grant, place.Calendar.ExternalId, wish.Key, wish.Draft, ct), cancellationToken);
        if (!answer.TryGet(out var written, out var failure))
        {
            if (isNew)
            {
                await ForgetKeyAsync(db, wish, failure, cancellationToken);
            }

            return failure;
        }

        // It is there now: what is left is done though the caller hangs up.
        if (await SaveAsync(db, place, actor, wish, written) is not { } id)
        {
            return new Failure.NotFound("The calendar");
        }

        signal.Wake();
        return await events.ReadAsync(actor, id, CancellationToken.None);
    }

    /// <summary>Before the vendor is asked: then the event is known again whatever becomes of the answer.</summary>
    /// <returns>False: it was asked for before, and may be there.</returns>
    private async Task<bool> KeepKeyAsync(AppDbContext db, EventPlace place, NewEvent wish, CancellationToken cancellationToken)
    {
        var key = place.Writer.IdOf(wish.Key) is { } id ? EventRows.KeyOf(id).ToByteArray() : null;
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await write.LockAsync($"event:{wish.Key}", cancellationToken);
        var isNew = !await db.EventMarks.AnyAsync(m => m.Id == wish.Key, cancellationToken);
        if (isNew)
        {
            db.EventMarks.Add(new EventMark { Id = wish.Key, OrganizationId = place.Calendar.OrganizationId, CalendarId = place.Calendar.Id, ExternalKey = key, Purpose = wish.Purpose, CreatedAt = time.Now() });
            await db.SaveChangesAsync(cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return isNew;
    }

    /// <summary>What was refused is not there; what was not answered may be.</summary>
    private static async Task ForgetKeyAsync(AppDbContext db, NewEvent wish, Failure failure, CancellationToken cancellationToken)
    {
        if (failure is not (Failure.Unavailable or Failure.RateLimited or Failure.Conflict))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            await db.EventMarks.Where(m => m.Id == wish.Key).ExecuteDeleteAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }
    }

    private static async Task<Guid?> SaveAsync(AppDbContext db, EventPlace place, Actor actor, NewEvent wish, WrittenEvent written)
    {
        var none = CancellationToken.None;
        var key = EventRows.KeyOf(written.ExternalId).ToByteArray();
        await using var write = await db.BeginWriteAsync(none);
        var rows = new WrittenRows(db, place, actor);
        if (!await rows.BeginAsync(none))
        {
            return null;
        }

        var known = await db.Events.Where(e => e.CalendarId == place.Calendar.Id && EF.Property<byte[]>(e, CalendarEventMapping.ExternalKey) == key).ToListAsync(none);
        if (known.Count == 0)
        {
            db.Log(place.Calendar.OrganizationId, "event.created", $"{place.Member.Name} wrote an event into “{place.Calendar.Name}”.", place.Member.Name, new ActivitySubject(place.Member.Id, place.Calendar.ConnectionId, place.Calendar.Id));
        }

        await db.EventMarks.Where(m => m.Id == wish.Key).ExecuteUpdateAsync(s => s.SetProperty(m => m.ExternalKey, key), none);
        var row = known.Count > 0 ? known[0] : await rows.WriteAsync(null, written, wish.Draft, none);
        await write.CommitAsync(none);
        return row.Id;
    }
}
