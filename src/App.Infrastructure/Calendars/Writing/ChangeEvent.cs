using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Calendars.Writing;

/// <summary>What to change of an event; what the draft does not say stays.</summary>
/// <param name="Purpose">Null leaves it.</param>
/// <param name="Series">All of its series rather than this occurrence. A series as a whole is not moved in time.</param>
public sealed record EventChange(EventDraft Draft, EventPurpose? Purpose = null, bool Series = false);

/// <summary>Changes an event of one of the actor's own calendars at its vendor.</summary>
public sealed class ChangeEvent(AppDatabase database, Grants grants, ListEvents events, SyncSignal signal, IServiceProvider services, TimeProvider time)
{
    private static readonly EventDraft Nothing = new();

    private static readonly Failure.Invalid OneAtATime = new("purpose", "Is kept of one occurrence at a time.");

    public async Task<Result<EventView>> RunAsync(Actor actor, Guid id, EventChange change, long? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var db = database.ForOrganization(actor);
        if (!(await db.FindEventAsync(actor, id, change.Series, expectedVersion, services, cancellationToken)).TryGet(out var stored, out var refused))
        {
            return refused;
        }

        var target = stored.Target(checkTag: expectedVersion is not null);
        if ((change is { Series: true, Purpose: not null } ? OneAtATime : change.Draft.CheckChange(target)) is { } wrong)
        {
            return wrong;
        }

        WrittenEvent? written = null;
        if (change.Draft != Nothing && !(await grants.UseAsync(stored.Place.Calendar.ConnectionId, (grant, ct) => stored.Place.Writer.ChangeAsync(grant, target, change.Draft, ct), cancellationToken)).TryGet(out written, out var failure))
        {
            await LookAgainAsync(db, stored, actor, failure);
            return failure;
        }

        await SaveAsync(db, stored, actor, change, written);
        signal.Wake();
        return await events.ReadAsync(actor, id, CancellationToken.None);
    }

    /// <summary>The vendor has it otherwise than we do: the next pass brings what it has.</summary>
    private async Task LookAgainAsync(AppDbContext db, StoredEvent stored, Actor actor, Failure failure)
    {
        if (failure is Failure.Stale or Failure.NotFound)
        {
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            await new WrittenRows(db, stored.Place, actor).BeginAsync(CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
            signal.Wake();
        }
    }

    private async Task SaveAsync(AppDbContext db, StoredEvent stored, Actor actor, EventChange change, WrittenEvent? written)
    {
        var (none, calendar) = (CancellationToken.None, stored.Place.Calendar);
        await using var write = await db.BeginWriteAsync(none);
        var rows = new WrittenRows(db, stored.Place, actor);
        if (!await rows.BeginAsync(none))
        {
            return;
        }

        await MarkAsync(db, stored, change.Purpose);
        db.Log(calendar.OrganizationId, "event.changed", $"{stored.Place.Member.Name} changed {(change.Series ? "a series" : "an event")} in “{calendar.Name}”.", stored.Place.Member.Name, new ActivitySubject(calendar.MemberId, calendar.ConnectionId, calendar.Id));
        // What becomes of the occurrences of a series, some of them changed by themselves before, the vendor alone knows.
        if (written is not null && !change.Series && await stored.Rows(db).SingleOrDefaultAsync(none) is { } known)
        {
            await rows.WriteAsync(known, written, change.Draft, none);
        }

        db.Announce(calendar.OrganizationId, Topics.Events, calendar.Id);
        await db.SaveChangesAsync(none);
        await write.CommitAsync(none);
    }

    private async Task MarkAsync(AppDbContext db, StoredEvent stored, EventPurpose? purpose)
    {
        var key = stored.Key;
        if (purpose is { } wanted && await db.EventMarks.Where(m => m.CalendarId == stored.Event.CalendarId && m.ExternalKey == key).ExecuteUpdateAsync(s => s.SetProperty(m => m.Purpose, wanted)) == 0)
        {
            db.EventMarks.Add(new EventMark { Id = Guid.CreateVersion7(time.GetUtcNow()), OrganizationId = stored.Event.OrganizationId, CalendarId = stored.Event.CalendarId, ExternalKey = key, Purpose = wanted, CreatedAt = time.Now() });
        }
    }
}
