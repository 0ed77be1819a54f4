using System.Diagnostics;
using App.Domain;
using App.Domain.Connections;
using App.Domain.Monitoring;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Monitoring;

/// <summary>One probe as pages and programs see it.</summary>
public sealed record HealthCheckView(Guid ConnectionId, Instant At, bool Ok, int Milliseconds, string? Code, string? Text);

/// <summary>Asks a vendor whose account a grant opens, and remembers how it answered. A paused connection that answers resumes.</summary>
public sealed class CheckHealth(AppDatabase database, Catalogue catalogue, Grants grants, IServiceProvider services, SyncSignal signal, TimeProvider time)
{
    public const int MostChecks = 500;

    /// <summary>Probes now, for an actor.</summary>
    public async Task<Result<HealthCheckView>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using (var db = database.ForOrganization(actor))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            if ((await db.OpenConnectionAsync(actor, id, null, admins: true, cancellationToken)).Failure is { } refused)
            {
                return refused;
            }
        }

        return await ProbeAsync(id, cancellationToken);
    }

    /// <summary>The probes of a connection since a moment, newest first.</summary>
    public async Task<Result<IReadOnlyList<HealthCheckView>>> ReadAsync(Actor actor, Guid id, Instant since, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (!await db.Connections.AnyAsync(c => c.Id == id && (c.MemberId == member.Id || member.Role >= Role.Admin), cancellationToken))
        {
            return new Failure.NotFound("The connection");
        }

        return Result.Ok<IReadOnlyList<HealthCheckView>>(await db.HealthChecks.Where(h => h.ConnectionId == id && h.At >= since).OrderByDescending(h => h.At).Take(MostChecks)
            .Select(h => new HealthCheckView(h.ConnectionId, h.At, h.Ok, h.Milliseconds, h.Code, h.Text)).ToListAsync(cancellationToken));
    }

    /// <summary>Probes for the product itself.</summary>
    internal async Task<Result<HealthCheckView>> ProbeAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("probing a connection");
        var seen = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (seen is null || services.GetKeyedService<IAccountProbe>(seen.Provider) is not { } probe)
        {
            return new Failure.NotFound("The connection");
        }

        var (began, clock) = (time.Now(), Stopwatch.GetTimestamp());
        var answer = await grants.UseAsync(id, probe.IdentifyAsync, cancellationToken);
        var check = new HealthCheck
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            OrganizationId = seen.OrganizationId,
            ConnectionId = id,
            At = began,
            Ok = answer.IsOk,
            Milliseconds = (int)Math.Min(int.MaxValue, Stopwatch.GetElapsedTime(clock).TotalMilliseconds),
            Code = answer.Failure?.Code,
            Text = answer.Failure?.Reason,
        };
        return await NoteAsync(db, check, answer.Failure, began, cancellationToken);
    }

    private async Task<Result<HealthCheckView>> NoteAsync(AppDbContext db, HealthCheck check, Failure? failure, Instant began, CancellationToken cancellationToken)
    {
        await using (var write = await db.BeginWriteAsync(cancellationToken))
        {
            await db.LockCursorsAsync(check.ConnectionId, cancellationToken);
            if (await db.LockConnectionAsync(check.ConnectionId, cancellationToken) is not { Status: not ConnectionStatus.Disconnected } connection)
            {
                return new Failure.NotFound("The connection");
            }

            db.HealthChecks.Add(check);
            if (failure is not null)
            {
                Trouble.Note(db, connection, catalogue.Read(connection.Provider), failure, began);
            }
            else if (connection is { Status: ConnectionStatus.Paused, PausedByErrors: true })
            {
                connection.TryAgain(time.Now());
                await db.Cursors.Where(c => c.ConnectionId == connection.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.DueAt, time.Now()), cancellationToken);
            }
            else if (connection is { Status: ConnectionStatus.Error, ConsecutiveErrors: 0 })
            {
                Trouble.NoteSuccess(db, connection, catalogue.Read(connection.Provider));
            }

            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        signal.Wake();
        return new HealthCheckView(check.ConnectionId, check.At, check.Ok, check.Milliseconds, check.Code, check.Text);
    }
}
