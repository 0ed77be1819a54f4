using System.Text.Json;
using App.Domain;
using App.Domain.Availability;
using App.Domain.Conflicts;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Availability.Blocks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Conflicts.Resolutions;

/// <summary>What it takes to undo a decision.</summary>
/// <param name="Block">What was made of the block (<see cref="BlockOutcome"/>), or null.</param>
/// <param name="Parts">The blocks that its other parts became, or null.</param>
/// <param name="Series">The series that is ignored since, or null.</param>
internal sealed record UndoData(string? Block = null, IReadOnlyList<MadePart>? Parts = null, Guid? Series = null)
{
    public static UndoData Of(ConflictDecision decision) => JsonSerializer.Deserialize<UndoData>(decision.Undo ?? "{}")!;

    public string ToJson() => JsonSerializer.Serialize(this);
}

/// <summary>A block that was made of a part of another.</summary>
/// <param name="Version">As it was made: where it was changed since, it is not deleted.</param>
internal sealed record MadePart(Guid Id, long Version);

/// <summary>Does what was planned and writes it into the history, inside the caller's transaction; it saves, and the caller commits.</summary>
internal static class ApplyResolution
{
    public static async Task<Result<ConflictDecision>> ApplyAsync(AppDbContext db, Member acting, ResolutionPlan plan, Instant now, CancellationToken cancellationToken)
    {
        if (!(await ChangeAsync(db, acting, plan, now, cancellationToken)).TryGet(out var undo, out var failure))
        {
            return failure;
        }

        var decision = Decide(db, acting, plan, undo, now);
        return (await db.TrySaveAsync(cancellationToken)).Select(_ => decision);
    }

    /// <summary>Ends the conflicts and writes why.</summary>
    /// <param name="undo">Null: it can't be undone.</param>
    public static ConflictDecision Decide(AppDbContext db, Member acting, ResolutionPlan plan, UndoData? undo, Instant now)
    {
        var (conflict, speech) = (plan.Conflict, new ConflictSpeech(acting, now));
        foreach (var over in plan.Conflicts)
        {
            over.Close(plan.Kind is ResolutionKind.IgnoreOnce or ResolutionKind.IgnoreSeries ? ConflictState.Ignored : ConflictState.Resolved, plan.Kind, now);
        }

        db.TellOfConflicts();
        db.Log(conflict.OrganizationId, "conflict.decided", $"{speech.Say(conflict)} {ResolutionWords.Logged(plan.Kind)}", acting.Name, new ActivitySubject(conflict.MemberId));
        return db.ConflictDecisions.Add(new ConflictDecision
        {
            Id = Guid.CreateVersion7(db.Time.GetUtcNow()),
            OrganizationId = conflict.OrganizationId,
            MemberId = conflict.MemberId,
            ConflictId = conflict.Id,
            Kind = plan.Kind,
            At = now,
            By = acting.Name,
            Text = ResolutionWords.Done(plan, speech),
            Undo = undo?.ToJson(),
        }).Entity;
    }

    private static async Task<Result<UndoData>> ChangeAsync(AppDbContext db, Member acting, ResolutionPlan plan, Instant now, CancellationToken cancellationToken)
    {
        if (plan.Kind == ResolutionKind.IgnoreSeries)
        {
            return await IgnoreAsync(db, plan.Conflict, plan.Side!.SeriesKey!.Value, now, cancellationToken);
        }

        if (plan.Block is not { } block)
        {
            return new UndoData();
        }

        await db.LockBlocksAsync(block.MemberId, cancellationToken);
        if (plan.Kind is ResolutionKind.RemoveBlock or ResolutionKind.RemoveBlockSeries)
        {
            return (await DeleteBlock.ApplyAsync(db, acting, block, plan.Part, now, cancellationToken)).Select(gone => new UndoData(gone.ToJson()));
        }

        var kept = plan.Changes[0].After!.Value;
        var (start, end, zone) = LocalTimes.Of(kept, block.TimeZone);
        if (!(await ChangeBlock.ApplyAsync(db, acting, block, new BlockChange(Start: start, End: end, TimeZone: zone), plan.Part, now, cancellationToken)).TryGet(out var changed, out var failure))
        {
            return failure;
        }

        var parts = new List<MadePart>();
        foreach (var part in plan.Changes.Skip(1))
        {
            (start, end, zone) = LocalTimes.Of(part.After!.Value, block.TimeZone);
            if (!(await CreateBlock.ApplyAsync(db, acting, new BlockInput(block.Title, start, end, zone), now, cancellationToken)).TryGet(out var made, out failure))
            {
                return failure;
            }

            parts.Add(new MadePart(made.Id, made.Version));
        }

        return new UndoData(changed.ToJson(), parts);
    }

    /// <summary>Those that are open now are silent with it; later ones are when they are found.</summary>
    private static async Task<Result<UndoData>> IgnoreAsync(AppDbContext db, Conflict conflict, Guid series, Instant now, CancellationToken cancellationToken)
    {
        if (!await db.IgnoredSeries.AnyAsync(s => s.MemberId == conflict.MemberId && s.SeriesKey == series, cancellationToken))
        {
            db.IgnoredSeries.Add(new IgnoredSeries { MemberId = conflict.MemberId, SeriesKey = series, OrganizationId = conflict.OrganizationId, CreatedAt = now });
        }

        foreach (var other in await db.OfSeries(conflict.MemberId, series).Where(c => c.State == ConflictState.Open && c.End > now).ToListAsync(cancellationToken))
        {
            other.Close(ConflictState.Ignored, ResolutionKind.IgnoreSeries, now);
        }

        return new UndoData(Series: series);
    }

    /// <summary>A member's conflicts in which a series takes part.</summary>
    public static IQueryable<Conflict> OfSeries(this AppDbContext db, Guid memberId, Guid series) =>
        db.Conflicts.Where(c => c.MemberId == memberId && (c.First.SeriesKey == series || c.Second.SeriesKey == series));
}
