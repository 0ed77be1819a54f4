using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Connections;

/// <summary>Takes a paused connection up again, whoever paused it, and syncs at once.</summary>
public sealed class ResumeConnection(AppDatabase database, Catalogue catalogue, SyncSignal signal, TimeProvider time)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using (var db = database.ForOrganization(actor))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if (!(await db.OpenConnectionAsync(actor, id, expectedVersion, admins: false, cancellationToken)).TryGet(out var open, out var failure))
            {
                return failure;
            }

            var (member, connection) = open;
            if (connection.Status == ConnectionStatus.Paused)
            {
                var now = time.Now();
                connection.Revive(now);
                await db.Cursors.Where(c => c.ConnectionId == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, now).SetProperty(c => c.Trigger, SyncTrigger.Manual), cancellationToken);
                db.Log(connection.OrganizationId, "connection.resumed", $"{catalogue.Read(connection.Provider).Name} was resumed ({connection.AccountName}).", member.Name, new ActivitySubject(connection.MemberId, connection.Id));
                await db.SaveChangesAsync(cancellationToken);
            }

            await write.CommitAsync(cancellationToken);
        }

        signal.Wake();
        return Result.Done;
    }
}
