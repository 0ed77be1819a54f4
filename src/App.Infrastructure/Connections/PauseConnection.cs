using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;

namespace App.Infrastructure.Connections;

/// <summary>Stops asking the vendor until the member resumes. What is stored stays, with its age.</summary>
public sealed class PauseConnection(AppDatabase database, Catalogue catalogue, TimeProvider time)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.OpenConnectionAsync(actor, id, expectedVersion, admins: false, cancellationToken)).TryGet(out var open, out var failure))
        {
            return failure;
        }

        var (member, connection) = open;
        if (connection.Status == ConnectionStatus.NeedsReconnect)
        {
            return new Failure.Conflict("needs_reconnect", "There is nothing to pause: access has ended. Reconnect first.");
        }

        if (connection.Status != ConnectionStatus.Paused || connection.PausedByErrors)
        {
            connection.PausedByErrors = false;
            (connection.RetryAt, connection.ErrorCode, connection.ErrorText) = (null, null, null);
            connection.Become(ConnectionStatus.Paused, time.Now());
            db.Log(connection.OrganizationId, "connection.paused_by_person", $"{catalogue.Read(connection.Provider).Name} was paused ({connection.AccountName}).", member.Name, new ActivitySubject(connection.MemberId, connection.Id));
            await db.SaveChangesAsync(cancellationToken);
        }

        await write.CommitAsync(cancellationToken);
        return Result.Done;
    }
}
