using App.Domain;
using App.Domain.Conflicts;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Conflicts.Resolutions;

/// <summary>One line of the history.</summary>
public sealed record DecisionView
{
    public required Guid Id { get; init; }

    public required Guid ConflictId { get; init; }

    public required ResolutionKind Kind { get; init; }

    public required Instant At { get; init; }

    public required string By { get; init; }

    /// <summary>What was done.</summary>
    public required string Text { get; init; }

    /// <summary>It can be undone as far as is known; trying tells.</summary>
    public required bool CanUndo { get; init; }

    public required Instant? UndoneAt { get; init; }

    public required string? UndoneBy { get; init; }

    public required long Version { get; init; }
}

/// <summary>Lists what was decided on a member's own conflicts, newest first.</summary>
public sealed class ListHistory(AppDatabase database, TimeProvider time)
{
    private const int MostIgnored = 200;

    /// <param name="conflictId">Only of this conflict.</param>
    public async Task<Result<Page<DecisionView>>> RunAsync(Actor actor, Guid? conflictId, string? cursor, int limit, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (!PageCursor.Parse(cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        var rows = db.ConflictDecisions.AsNoTracking().Where(d => d.MemberId == member.Id && (conflictId == null || d.ConflictId == conflictId));
        if (after is { } last)
        {
            rows = rows.Where(d => d.At < last.At || (d.At == last.At && d.Id.CompareTo(last.Id) < 0));
        }

        var now = time.Now();
        var found = await rows.OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Take(limit + 1)
            .Select(d => new
            {
                Decision = d,
                Stands = (d.Kind == ResolutionKind.IgnoreSeries || db.Conflicts.Any(c => c.Id == d.ConflictId && c.End > now)) && !db.ConflictDecisions.Any(o => o.ConflictId == d.ConflictId && o.UndoneAt == null && o.At > d.At),
            })
            .ToListAsync(cancellationToken);
        var page = Paging.Cut(found, limit, f => new PageCursor(f.Decision.At, f.Decision.Id));
        return new Page<DecisionView>([.. page.Items.Select(f => View(f.Decision, f.Stands))], page.Next);
    }

    /// <summary>Series that are ignored until that is undone, the last first.</summary>
    public async Task<Result<IReadOnlyList<DecisionView>>> IgnoredSeriesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var found = await db.ConflictDecisions.AsNoTracking().Where(d => d.MemberId == member.Id && d.Kind == ResolutionKind.IgnoreSeries && d.UndoneAt == null)
            .OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Take(MostIgnored).ToListAsync(cancellationToken);
        return found.ConvertAll(d => View(d, stands: true));
    }

    private static DecisionView View(ConflictDecision d, bool stands) => new()
    {
        Id = d.Id,
        ConflictId = d.ConflictId,
        Kind = d.Kind,
        At = d.At,
        By = d.By,
        Text = d.Text,
        CanUndo = stands && d.Undo is not null && d.UndoneAt is null,
        UndoneAt = d.UndoneAt,
        UndoneBy = d.UndoneBy,
        Version = d.Version,
    };
}
