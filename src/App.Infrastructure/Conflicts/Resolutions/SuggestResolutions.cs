using App.Domain;
using App.Domain.Conflicts;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using NodaTime;

namespace App.Infrastructure.Conflicts.Resolutions;

/// <summary>A way out of a conflict.</summary>
/// <param name="Text">What it does, as a choice.</param>
/// <param name="Changes">What it makes of blocked or booked time.</param>
/// <param name="BookingId">The booking that is moved, or null.</param>
/// <param name="To">When it would begin; null: no time is free for all its hosts soon, so another has to be agreed.</param>
public sealed record Suggestion(ResolutionKind Kind, SideName? Side, string Text, IReadOnlyList<SpanChange> Changes, Guid? BookingId = null, Instant? To = null);

/// <summary>Tells the ways out of a conflict; what gives up least comes first.</summary>
public sealed class SuggestResolutions(AppDatabase database, MoveBooking move, TimeProvider time)
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
        var suggestions = await MovableAsync(db, member, conflict, speech, cancellationToken);
        foreach (var (kind, side) in Ways.Select(w => (w, (SideName?)null)).Concat(Series(conflict)))
        {
            if ((await ResolutionPlan.MakeAsync(db, conflict, new ResolutionRequest(id, kind, side), cancellationToken)).TryGet(out var plan, out _) && !(kind == ResolutionKind.RemoveBlockSeries && plan.Block!.Rule is null))
            {
                suggestions.Add(new Suggestion(kind, side, ResolutionWords.Offer(plan, speech), plan.Changes));
            }
        }

        return suggestions;
    }

    private static IEnumerable<(ResolutionKind, SideName?)> Series(Conflict conflict) =>
        Enum.GetValues<SideName>().Where(s => conflict.Side(s).SeriesKey is not null).Select(s => (ResolutionKind.IgnoreSeries, (SideName?)s));

    private async Task<List<Suggestion>> MovableAsync(AppDbContext db, Member member, Conflict conflict, ConflictSpeech speech, CancellationToken cancellationToken)
    {
        var found = new List<Suggestion>();
        foreach (var name in Enum.GetValues<SideName>().Where(s => conflict is { State: ConflictState.Open } && conflict.Side(s).Source == ClaimSource.Booking))
        {
            var side = conflict.Side(name);
            found.Add(await move.FindAsync(db, member, side.Id, cancellationToken) is { } free
                ? new Suggestion(ResolutionKind.MoveBooking, name, $"Move {ConflictSpeech.Name(side)} to {speech.When(free)}", [new SpanChange(side.Id, side.Title, new Window(side.Start, side.End), free)], side.Id, free.Start)
                : new Suggestion(ResolutionKind.MoveBooking, name, $"Move {ConflictSpeech.Name(side)}", [], side.Id));
        }

        return found;
    }
}
