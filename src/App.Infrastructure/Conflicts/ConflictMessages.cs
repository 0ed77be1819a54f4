using App.Domain.Conflicts;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Conflicts;

/// <summary>Tells endpoints of conflicts, in the transaction that opens or ends them.</summary>
internal static class ConflictMessages
{
    /// <summary>Tells what the changes about to be saved open and end; to be called once, right before they are.</summary>
    public static void TellOfConflicts(this AppDbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries<Conflict>().ToList())
        {
            var conflict = entry.Entity;
            var wasOpen = entry.State != EntityState.Added && entry.Property(c => c.State).OriginalValue == ConflictState.Open;
            switch (wasOpen, conflict.State)
            {
                case (false, ConflictState.Open):
                    Tell(db, conflict, EventTypes.ConflictDetected, new ConflictDetectedData(Told(conflict), conflict.GivesWay));
                    break;
                case (true, not ConflictState.Open):
                    Tell(db, conflict, EventTypes.ConflictResolved, new ConflictResolvedData(Told(conflict), conflict.State, conflict.Outcome));
                    break;
            }
        }
    }

    private static void Tell<T>(AppDbContext db, Conflict conflict, EventType<T> type, T data)
        where T : class =>
        db.Tell(conflict.OrganizationId, type, data, new MessageSubject(conflict.Id));

    private static ToldConflict Told(Conflict conflict) =>
        new(conflict.Id, conflict.MemberId, conflict.Kind, conflict.Start, conflict.End, Told(conflict.First), Told(conflict.Second));

    private static ToldSide Told(ConflictSide side) =>
        new(side.Source, side.Id, side.CalendarId, side.Source == ClaimSource.Booking ? side.Title : null, side.Start, side.End, side.IsAllDay);
}
