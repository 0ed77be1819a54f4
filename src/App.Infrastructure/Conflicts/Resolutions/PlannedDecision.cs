using App.Domain;
using App.Domain.Conflicts;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Conflicts.Resolutions;

/// <summary>
/// Requests that are carried out as one, with what they would do: one of them, or all that are about the same time of one block, of which one change has to keep clear of all.
/// </summary>
/// <param name="Plan">Null: nothing can be done.</param>
/// <param name="Refused">Those it leaves out, by their conflicts, and why.</param>
internal sealed record PlannedDecision(IReadOnlyList<ResolutionRequest> Requests, ResolutionPlan? Plan, IReadOnlyDictionary<Guid, Failure> Refused)
{
    private static readonly Failure OtherWay =
        new Failure.Conflict("one_way_at_a_time", "Another way out was chosen for the same block. Decide this one after it.");

    /// <summary>In the order they were asked for.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<ResolutionRequest>>> GroupAsync(
        AppDbContext db, Member member, IReadOnlyList<ResolutionRequest> requests, CancellationToken cancellationToken)
    {
        var ids = requests.Where(r => ResolutionPlan.ChangesBlock(r.Kind)).Select(r => r.ConflictId).ToList();
        var conflicts = await db.Conflicts.AsNoTracking().Where(c => c.MemberId == member.Id && ids.Contains(c.Id)).ToListAsync(cancellationToken);
        var blocks = conflicts.Where(c => c.Block is not null).ToDictionary(c => c.Id, c => c.Block!);
        (Guid, LocalDateTime?) KeyOf(ResolutionRequest request) => !blocks.TryGetValue(request.ConflictId, out var block) ? (request.ConflictId, null)
            : (block.Id, request.Kind == ResolutionKind.RemoveBlockSeries ? null : block.Original);
        return [.. requests.GroupBy(KeyOf).Select(g => (IReadOnlyList<ResolutionRequest>)[.. g])];
    }

    /// <summary>Works out one of the groups.</summary>
    public static async Task<PlannedDecision> MakeAsync(
        AppDbContext db, Member member, IReadOnlyList<ResolutionRequest> requests, CancellationToken cancellationToken)
    {
        var (conflicts, refused) = (new List<Conflict>(), new Dictionary<Guid, Failure>());
        foreach (var request in requests)
        {
            if ((await OpenAsync(db, member, request, requests[0].Kind, cancellationToken)).TryGet(out var conflict, out var failure))
            {
                conflicts.Add(conflict);
            }
            else
            {
                refused[request.ConflictId] = failure;
            }
        }

        if (conflicts.Count == 0)
        {
            return new PlannedDecision(requests, null, refused);
        }

        if (!(await ResolutionPlan.MakeAsync(db, conflicts, requests[0], cancellationToken)).TryGet(out var plan, out var why))
        {
            conflicts.ForEach(c => refused[c.Id] = why);
        }

        return new PlannedDecision(requests, plan, refused);
    }

    private static async Task<Result<Conflict>> OpenAsync(
        AppDbContext db, Member member, ResolutionRequest request, ResolutionKind kind, CancellationToken cancellationToken) =>
        !(await ResolveConflicts.OpenAsync(db, member, request, cancellationToken)).TryGet(out var conflict, out var failure) ? failure
            : (request.Kind != kind ? OtherWay : await ResolutionPlan.RefusalAsync(db, conflict, kind, cancellationToken)) is { } refused ? refused
            : conflict;
}
