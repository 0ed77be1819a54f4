using App.Domain;
using App.Domain.Conflicts;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Conflicts;

/// <summary>Which conflicts are wanted.</summary>
/// <param name="State">Null: whatever state.</param>
/// <param name="From">Only those that end after it; null: now for open ones, else any.</param>
/// <param name="To">Only those that begin before it.</param>
public sealed record ConflictQuery(ConflictState? State = ConflictState.Open, Instant? From = null, Instant? To = null, string? Cursor = null, int Limit = PageCursor.DefaultLimit);

/// <summary>Lists a member's own conflicts in the order they begin.</summary>
public sealed class ListConflicts(AppDatabase database, TimeProvider time)
{
    public async Task<Result<Page<ConflictView>>> RunAsync(Actor actor, ConflictQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query is { From: { } begin, To: { } end } && end <= begin)
        {
            return new Failure.Invalid("to", "Must be after from.");
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (!PageCursor.Parse(query.Cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        var now = time.Now();
        var rows = Select(db.Conflicts.AsNoTracking().Where(c => c.MemberId == member.Id), query, now);
        if (after is { } cursor)
        {
            rows = rows.Where(c => c.Start > cursor.At || (c.Start == cursor.At && c.Id.CompareTo(cursor.Id) > 0));
        }

        var page = Paging.Cut(await rows.OrderBy(c => c.Start).ThenBy(c => c.Id).Take(query.Limit + 1).ToListAsync(cancellationToken), query.Limit, c => new PageCursor(c.Start, c.Id));
        return new Page<ConflictView>(await db.ViewAsync(page.Items, new ConflictSpeech(member, now), cancellationToken), page.Next);
    }

    public async Task<Result<ConflictView>> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var conflict = await db.Conflicts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.MemberId == member.Id, cancellationToken);
        return conflict is null ? new Failure.NotFound("The conflict") : (await db.ViewAsync([conflict], new ConflictSpeech(member, time.Now()), cancellationToken))[0];
    }

    /// <summary>How many wait for a decision, and the first of them.</summary>
    public async Task<Result<OpenConflicts>> CountAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var now = time.Now();
        var open = db.Conflicts.AsNoTracking().Where(c => c.MemberId == member.Id && c.State == ConflictState.Open && c.End > now);
        var first = await open.OrderBy(c => c.Start).ThenBy(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        return first is null ? new OpenConflicts(0, null) : new OpenConflicts(await open.CountAsync(cancellationToken), new ConflictSpeech(member, now).Say(first));
    }

    private static IQueryable<Conflict> Select(IQueryable<Conflict> conflicts, ConflictQuery query, Instant now)
    {
        var from = query.From ?? (query.State == ConflictState.Open ? now : null);
        conflicts = query.State is { } state ? conflicts.Where(c => c.State == state) : conflicts;
        conflicts = from is { } begin ? conflicts.Where(c => c.End > begin) : conflicts;
        return query.To is { } end ? conflicts.Where(c => c.Start < end) : conflicts;
    }
}

/// <summary>What waits for a decision.</summary>
/// <param name="First">The first of them in words, or null.</param>
public sealed record OpenConflicts(int Count, string? First);
