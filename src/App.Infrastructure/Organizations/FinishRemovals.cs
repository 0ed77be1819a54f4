using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Bookings;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Organizations;

/// <summary>Takes up removals that were cut short: members who are gone and whose bookings, connections or blocks are not.</summary>
public sealed class FinishRemovals(AppDatabase database, IEnumerable<IMemberLeaving> leaving)
{
    private const int Most = 100;

    /// <returns>How many members were taken up.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("removed members of every organization");
        var hosting = db.HostsToCome();
        var left = await db.Members.Where(m => m.RemovedAt != null)
            .Where(m => hosting.Any(h => h.MemberId == m.Id)
                || db.Connections.Any(c => c.MemberId == m.Id && c.Status != ConnectionStatus.Disconnected)
                || db.TimeBlocks.Any(b => b.MemberId == m.Id))
            .OrderBy(m => m.RemovedAt).Select(m => new { m.OrganizationId, m.Id }).Take(Most).ToListAsync(cancellationToken);
        foreach (var member in left)
        {
            foreach (var part in leaving)
            {
                await part.LeaveAsync(new Actor.Job(member.OrganizationId, "finish removals"), member.Id, cancellationToken);
            }
        }

        return left.Count;
    }
}

/// <summary>Hourly.</summary>
public sealed class FinishRemovalsJob(FinishRemovals finish, ILogger<FinishRemovalsJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => finish.RunAsync(cancellationToken);
}
