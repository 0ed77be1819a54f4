using App.Domain;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Calendars.Writing;

/// <summary>Deletes an event of one of the actor's own calendars at its vendor, alone or with its series. One that is gone already is done.</summary>
public sealed class DeleteEvent(AppDatabase database, Grants grants, SyncSignal signal, IServiceProvider services)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, bool series, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.FindEventAsync(actor, id, series, expectedVersion, services, cancellationToken)).TryGet(out var stored, out var refused))
        {
            return refused;
        }

        var target = stored.Target(checkTag: expectedVersion is not null);
        var answer = await grants.UseAsync(stored.Place.Calendar.ConnectionId, (grant, ct) => stored.Place.Writer.DeleteAsync(grant, target, ct), cancellationToken);
        await SaveAsync(db, stored, actor, answer.Failure);
        signal.Wake();
        return answer;
    }

    private static async Task SaveAsync(AppDbContext db, StoredEvent stored, Actor actor, Failure? failure)
    {
        var (none, calendar) = (CancellationToken.None, stored.Place.Calendar);
        if (failure is not (null or Failure.Stale))
        {
            return;
        }

        await using var write = await db.BeginWriteAsync(none);
        var rows = new WrittenRows(db, stored.Place, actor);
        if (await rows.BeginAsync(none) && failure is null)
        {
            var key = stored.Key;
            await db.EventMarks.Where(m => m.CalendarId == calendar.Id && m.ExternalKey == key).ExecuteDeleteAsync(none);
            db.Log(calendar.OrganizationId, "event.deleted", $"{stored.Place.Member.Name} deleted {(stored.Series ? "a series" : "an event")} from “{calendar.Name}”.", stored.Place.Member.Name, new ActivitySubject(calendar.MemberId, calendar.ConnectionId, calendar.Id));
            await rows.DeleteAsync(await stored.Rows(db).ToListAsync(none), none);
        }

        await write.CommitAsync(none);
    }
}
