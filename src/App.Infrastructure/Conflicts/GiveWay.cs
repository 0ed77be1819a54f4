using App.Domain.Conflicts;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Conflicts.Resolutions;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Conflicts;

/// <summary>
/// Lets blocks give way to events of calendars that are followed: as much of a block stays as can. Each in a transaction of its own, written into the history like any other decision and
/// undone like it; a booking is never touched by itself. What can't be done is asked.
/// </summary>
public sealed partial class GiveWay(AppDatabase database, TimeProvider time, ILogger<GiveWay> logger)
{
    private const int Most = 100;

    public async Task RunAsync(Guid memberId, CancellationToken cancellationToken)
    {
        foreach (var id in await WaitingAsync(memberId, cancellationToken))
        {
            await GiveWayAsync(id, cancellationToken);
        }
    }

    private async Task<List<Guid>> WaitingAsync(Guid memberId, CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("blocks that give way");
        return await db.Conflicts.Where(c => c.MemberId == memberId && c.State == ConflictState.Open && c.GivesWay && c.End > now).OrderBy(c => c.Start).Select(c => c.Id).Take(Most).ToListAsync(cancellationToken);
    }

    private async Task GiveWayAsync(Guid id, CancellationToken cancellationToken)
    {
        await using (var db = database.ForSystem("a block gives way"))
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            var conflict = await db.Conflicts.SingleAsync(c => c.Id == id, cancellationToken);
            if (conflict is not { State: ConflictState.Open, GivesWay: true })
            {
                return;
            }

            var acting = await ActingAsync(db, conflict, cancellationToken);
            var made = await ResolutionPlan.MakeAsync(db, conflict, new ResolutionRequest(id, WayOf(conflict)), cancellationToken);
            if (made.TryGet(out var plan, out var failure) && (await ApplyResolution.ApplyAsync(db, acting, plan, time.Now(), cancellationToken)).TryGet(out _, out failure))
            {
                await write.CommitAsync(cancellationToken);
                return;
            }

            if (failure == ResolutionPlan.MovedOn)
            {
                // One of the two has changed meanwhile: what is left of the conflict is found anew.
                return;
            }

            LogAsked(logger, id, failure.Reason);
        }

        await AskAsync(id, cancellationToken);
    }

    /// <summary>The calendar decides: the log and the history say so.</summary>
    private static async Task<Member> ActingAsync(AppDbContext db, Conflict conflict, CancellationToken cancellationToken)
    {
        var member = await db.Members.AsNoTracking().SingleAsync(m => m.Id == conflict.MemberId, cancellationToken);
        List<Guid> calendars = [.. conflict.Sides.Select(s => s.CalendarId).OfType<Guid>()];
        member.Name = $"“{await db.Calendars.Where(c => calendars.Contains(c.Id)).Select(c => c.Name).FirstOrDefaultAsync(cancellationToken) ?? "A calendar"}”";
        return member;
    }

    private static ResolutionKind WayOf(Conflict conflict)
    {
        var (block, other) = conflict.First.Source == ClaimSource.Block ? (conflict.First, conflict.Second) : (conflict.Second, conflict.First);
        var left = Remainder.Of(new Window(block.Start, block.End), new Window(other.Start, other.End));
        return left.Parts.Count > 1 ? ResolutionKind.SplitBlock : left.Parts.Count > 0 ? ResolutionKind.ShortenBlock : ResolutionKind.RemoveBlock;
    }

    private async Task AskAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("a block that can't give way");
        if (await db.Conflicts.SingleOrDefaultAsync(c => c.Id == id && c.State == ConflictState.Open, cancellationToken) is { } conflict)
        {
            conflict.GivesWay = false;
            await db.TrySaveAsync(cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The block of conflict {ConflictId} does not give way by itself; its member is asked: {Reason}")]
    private static partial void LogAsked(ILogger logger, Guid conflictId, string reason);
}
