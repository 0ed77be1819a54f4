using App.Domain;
using App.Domain.Conflicts;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;

namespace App.Infrastructure.Conflicts.Resolutions;

/// <summary>A way out of a conflict.</summary>
/// <param name="Text">What it does, as a choice.</param>
/// <param name="Changes">What it makes of blocked time.</param>
/// <param name="BookingId">The booking that has to be moved, or null: then it can be resolved here.</param>
public sealed record Suggestion(ResolutionKind Kind, SideName? Side, string Text, IReadOnlyList<SpanChange> Changes, Guid? BookingId = null);

/// <summary>Tells the ways out of a conflict; what gives up least comes first.</summary>
public sealed class SuggestResolutions(AppDatabase database, TimeProvider time)
{
    private static readonly ResolutionKind[] Ways =
    [
        ResolutionKind.SplitBlock, ResolutionKind.ShortenBlock, ResolutionKind.RemoveBlock, ResolutionKind.RemoveBlockSeries, ResolutionKind.KeepBoth, ResolutionKind.IgnoreOnce,
    ];

    public async Task<Result<IReadOnlyList<Suggestion>>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused)
            || !(await ResolveConflicts.OpenAsync(db, member, new ResolutionRequest(id, default), cancellationToken)).TryGet(out var conflict, out refused))
        {
            return refused;
        }

        var speech = new ConflictSpeech(member, time.Now());
        List<Suggestion> suggestions = [.. Movable(conflict)];
        foreach (var (kind, side) in Ways.Select(w => (w, (SideName?)null)).Concat(Series(conflict)))
        {
            if ((await ResolutionPlan.MakeAsync(db, conflict, kind, side, cancellationToken)).TryGet(out var plan, out _) && !(kind == ResolutionKind.RemoveBlockSeries && plan.Block!.Rule is null))
            {
                suggestions.Add(new Suggestion(kind, side, ResolutionWords.Offer(plan, speech), plan.Changes));
            }
        }

        return suggestions;
    }

    private static IEnumerable<(ResolutionKind, SideName?)> Series(Conflict conflict) =>
        Enum.GetValues<SideName>().Where(s => conflict.Side(s).SeriesKey is not null).Select(s => (ResolutionKind.IgnoreSeries, (SideName?)s));

    private static IEnumerable<Suggestion> Movable(Conflict conflict) => conflict.State != ConflictState.Open ? [] :
        from side in Enum.GetValues<SideName>()
        where conflict.Side(side).Source == ClaimSource.Booking
        select new Suggestion(ResolutionKind.MoveBooking, side, $"Move {ConflictSpeech.Name(conflict.Side(side))}", [], conflict.Side(side).Id);
}
