using App.Domain;
using App.Domain.Conflicts;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Conflicts.Resolutions;

/// <summary>One decision that is asked for.</summary>
/// <param name="Side">Whose series, where both repeat; null: the one that does.</param>
/// <param name="Version">Of the conflict when it was read; null: whatever it is.</param>
/// <param name="To">When a booking that is moved begins.</param>
public sealed record ResolutionRequest(Guid ConflictId, ResolutionKind Kind, SideName? Side = null, long? Version = null, Instant? To = null);

/// <summary>What came of one decision.</summary>
/// <param name="Decision">Id of its line in the history, which it may share with others.</param>
public sealed record ResolutionOutcome(Guid ConflictId, Result<Guid> Decision);

/// <summary>
/// Decides one or many of the actor's own conflicts, each in a transaction of its own, those about the same time of one block in one: one that can't be decided keeps no other from it.
/// </summary>
public sealed class ResolveConflicts(AppDatabase database, MoveBooking move, ConflictWork work, TimeProvider time)
{
    public const int MostAtOnce = 100;

    public async Task<Result<IReadOnlyList<ResolutionOutcome>>> RunAsync(Actor actor, IReadOnlyList<ResolutionRequest> requests, CancellationToken cancellationToken)
    {
        if (Check(requests) is { } invalid)
        {
            return invalid;
        }

        IReadOnlyList<IReadOnlyList<ResolutionRequest>> groups;
        await using (var db = database.ForOrganization(actor))
        {
            if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
            {
                return refused;
            }

            groups = await PlannedDecision.GroupAsync(db, member, requests, cancellationToken);
        }

        var outcomes = new Dictionary<Guid, Result<Guid>>(requests.Count);
        foreach (var group in groups)
        {
            if (group[0].Kind == ResolutionKind.MoveBooking)
            {
                outcomes[group[0].ConflictId] = await move.RunAsync(actor, group[0], cancellationToken);
            }
            else
            {
                await ResolveAsync(actor, group, outcomes, cancellationToken);
            }
        }

        await using (var db = database.ForOrganization(actor))
        {
            await db.HushAsync(actor.MemberId!.Value, time.Now(), cancellationToken);
        }

        work.Wake();
        return requests.Select(r => new ResolutionOutcome(r.ConflictId, outcomes[r.ConflictId])).ToList();
    }

    /// <summary>What no list of requests may be; null where nothing is wrong.</summary>
    internal static Failure? Check(IReadOnlyList<ResolutionRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return requests.Count is 0 or > MostAtOnce ? new Failure.Invalid("conflicts", $"Must be 1 to {MostAtOnce}.")
            : requests.Select(r => r.ConflictId).Distinct().Count() != requests.Count ? new Failure.Invalid("conflicts", "Each can be decided once.")
            : requests.Any(r => !Enum.IsDefined(r.Kind)) ? new Failure.Invalid("resolution", "Choose one of the ways out.")
            : null;
    }

    /// <summary>A member's conflict as it was when she read it.</summary>
    internal static async Task<Result<Conflict>> OpenAsync(AppDbContext db, Member member, ResolutionRequest request, CancellationToken cancellationToken)
    {
        var conflict = await db.Conflicts.SingleOrDefaultAsync(c => c.Id == request.ConflictId && c.MemberId == member.Id, cancellationToken);
        return conflict is null ? new Failure.NotFound("The conflict")
            : request.Version is { } version && version != conflict.Version ? new Failure.Stale()
            : conflict;
    }

    private async Task ResolveAsync(Actor actor, IReadOnlyList<ResolutionRequest> group, Dictionary<Guid, Result<Guid>> outcomes, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        IReadOnlyDictionary<Guid, Failure> refusals = new Dictionary<Guid, Failure>();
        ConflictDecision? decision = null;
        if ((await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            var planned = await PlannedDecision.MakeAsync(db, member, group, cancellationToken);
            refusals = planned.Refused;
            if (planned.Plan is { } plan && (await ApplyResolution.ApplyAsync(db, member, plan, time.Now(), cancellationToken)).TryGet(out decision, out refused))
            {
                await write.CommitAsync(cancellationToken);
            }
        }

        foreach (var request in group)
        {
            outcomes[request.ConflictId] = refusals.TryGetValue(request.ConflictId, out var why) ? why : decision is null ? refused! : decision.Id;
        }
    }
}
