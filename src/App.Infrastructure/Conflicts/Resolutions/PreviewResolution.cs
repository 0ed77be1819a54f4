using App.Domain;
using App.Domain.Conflicts;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Claim = App.Domain.Conflicts.Claim;

namespace App.Infrastructure.Conflicts.Resolutions;

/// <summary>What one decision would change.</summary>
/// <param name="Text">What would be done, or null where it can't be.</param>
/// <param name="Changes">What becomes of blocked and booked time: before and after.</param>
/// <param name="Refused">Why it can't be done, or null.</param>
public sealed record PreviewedResolution(Guid ConflictId, string? Text, IReadOnlyList<SpanChange> Changes, Failure? Refused);

/// <summary>What all the decisions together would change.</summary>
/// <param name="Ended">How many conflicts would be over.</param>
/// <param name="Arising">Conflicts there would be that are not there now, in words.</param>
public sealed record ResolutionPreview(IReadOnlyList<PreviewedResolution> Items, int Ended, IReadOnlyList<string> Arising);

/// <summary>Tells what decisions would change, by the code that would do it, and changes nothing.</summary>
public sealed class PreviewResolution(AppDatabase database, MoveBooking move, TimeProvider time)
{
    private const int AtOnce = 500;

    public async Task<Result<ResolutionPreview>> RunAsync(Actor actor, IReadOnlyList<ResolutionRequest> requests, CancellationToken cancellationToken)
    {
        if (ResolveConflicts.Check(requests) is { } invalid)
        {
            return invalid;
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var speech = new ConflictSpeech(member, time.Now());
        var (items, plans) = (new Dictionary<Guid, PreviewedResolution>(), new List<ResolutionPlan>());
        foreach (var group in await PlannedDecision.GroupAsync(db, member, requests, cancellationToken))
        {
            var planned = await PlannedDecision.MakeAsync(db, member, group, cancellationToken);
            var failure = planned.Plan is { Kind: ResolutionKind.MoveBooking } moving ? await move.RefusalAsync(db, member, moving, group[0], cancellationToken) : null;
            if (planned.Plan is { } plan && failure is null)
            {
                plans.Add(plan);
            }

            foreach (var id in group.Select(r => r.ConflictId))
            {
                var refusal = planned.Refused.GetValueOrDefault(id) ?? failure;
                items[id] = refusal is not null ? new PreviewedResolution(id, null, [], refusal)
                    : new PreviewedResolution(id, ResolutionWords.Offer(planned.Plan!, speech), planned.Plan!.Changes, null);
            }
        }

        return await EffectAsync(db, member, [.. requests.Select(r => items[r.ConflictId])], plans, speech, cancellationToken);
    }

    /// <summary>Carries the plans out on a copy of what claims her time, and sees what comes of it.</summary>
    private async Task<ResolutionPreview> EffectAsync(
        AppDbContext db, Member member, IReadOnlyList<PreviewedResolution> items, IReadOnlyList<ResolutionPlan> plans, ConflictSpeech speech, CancellationToken cancellationToken)
    {
        List<SpanChange> changes = [.. plans.SelectMany(p => p.Changes)];
        HashSet<ConflictPair> gone = [], found = [];
        HashSet<Guid> ended = [];
        if (changes.Count > 0)
        {
            var claims = await db.ReadClaimsAsync(member.Id, Around(changes), cancellationToken);
            var moved = plans.Where(p => p.Kind == ResolutionKind.MoveBooking).Select(p => p.Side!.Id).ToHashSet();
            var meetings = claims.All.Where(c => moved.Contains(c.Id)).Select(c => c.Meeting).OfType<string>().ToHashSet();

            // The event of a booking moves along with it.
            List<Claim> standing = [.. claims.All.Where(c => c.Source == ClaimSource.Booking || c.Meeting is null || !meetings.Contains(c.Meeting))];
            var (index, left) = (new ClaimIndex(standing), standing.ToDictionary(c => c.Id));
            foreach (var change in changes)
            {
                var before = left.Remove(change.ClaimId ?? Guid.Empty, out var known) ? known : null;
                var result = index.Replace(before, change.After is { } after ? Moved(before, after) : null);
                gone.UnionWith(result.Gone.Where(p => !found.Remove(p)));
                found.UnionWith(result.Found.Where(p => !gone.Remove(p)));
            }

            ended = await OpenAsync(db, member.Id, gone, claims.Sides, cancellationToken);
        }

        foreach (var plan in plans.Where(p => p.Changes.Count == 0))
        {
            ended.UnionWith(plan.Kind == ResolutionKind.IgnoreSeries ? await SilencedAsync(db, plan, cancellationToken) : plan.Conflicts.Select(c => c.Id));
        }

        return new ResolutionPreview(items, ended.Count, [.. Arising(gone, found).Select(p => $"{ConflictWords.Subject(p.Kind)} would claim {speech.When(p.Start)}.")]);
    }

    /// <summary>Which of the pairs wait for a decision: what was kept or ignored is not over by this.</summary>
    private async Task<HashSet<Guid>> OpenAsync(
        AppDbContext db, Guid memberId, IEnumerable<ConflictPair> pairs, IReadOnlyDictionary<Guid, ConflictSide> sides, CancellationToken cancellationToken)
    {
        var (now, open) = (time.Now(), new HashSet<Guid>());
        foreach (var keys in pairs.Select(p => ConflictSide.PairKey(sides[p.Earlier.Id], sides[p.Later.Id])).Chunk(AtOnce))
        {
            open.UnionWith(await db.Conflicts.Where(c => c.MemberId == memberId && keys.Contains(c.PairKey) && c.State == ConflictState.Open && c.End > now)
                .Select(c => c.Id).ToListAsync(cancellationToken));
        }

        return open;
    }

    private async Task<List<Guid>> SilencedAsync(AppDbContext db, ResolutionPlan plan, CancellationToken cancellationToken)
    {
        var now = time.Now();
        return await db.OfSeries(plan.Conflict.MemberId, plan.Side!.SeriesKey!.Value).Where(c => c.State == ConflictState.Open && c.End > now)
            .Select(c => c.Id).ToListAsync(cancellationToken);
    }

    private Claim Moved(Claim? before, Window to) => before is { Source: ClaimSource.Booking }
        ? before with { Start = to.Start, End = to.End }
        : new Claim(ClaimSource.Block, Guid.CreateVersion7(time.GetUtcNow()), to.Start, to.End);

    /// <summary>A part of a block that still overlaps what the whole did is nothing new.</summary>
    private static IEnumerable<ConflictPair> Arising(HashSet<ConflictPair> gone, HashSet<ConflictPair> found)
    {
        static Guid Other(ConflictPair p) => p.Earlier.Source == ClaimSource.Block ? p.Later.Id : p.Earlier.Id;
        var before = gone.Select(Other).ToHashSet();
        return found.Where(p => !before.Contains(Other(p))).OrderBy(p => p.Start);
    }

    private static Window Around(List<SpanChange> changes)
    {
        List<Window> windows = [.. changes.SelectMany(c => new[] { c.Before, c.After }).OfType<Window>()];
        return new Window(windows.Min(w => w.Start), windows.Max(w => w.End));
    }
}
