using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>Which times are wanted: those that overlap [From, To).</summary>
public sealed record BlockSpanQuery(Instant From, Instant To, string? Cursor = null, int Limit = PageCursor.MostLimit);

/// <summary>Lists the actor's own blocks, and the times they claim.</summary>
public sealed class ListBlocks(AppDatabase database, TimeProvider time)
{
    public const int MostForPages = 2000;

    /// <summary>How far ahead times are known at any moment.</summary>
    public static readonly Duration Ahead = Duration.FromDays(400);

    /// <summary>Newest first.</summary>
    public async Task<Result<Page<BlockView>>> RunAsync(Actor actor, string? cursor, int limit, CancellationToken cancellationToken)
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

        var rows = db.TimeBlocks.AsNoTracking().Where(b => b.MemberId == member.Id);
        if (after is { } last)
        {
            rows = rows.Where(b => b.CreatedAt < last.At || (b.CreatedAt == last.At && b.Id.CompareTo(last.Id) < 0));
        }

        var found = await rows.OrderByDescending(b => b.CreatedAt).ThenByDescending(b => b.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = Paging.Cut(found, limit, b => new PageCursor(b.CreatedAt, b.Id));
        return new Page<BlockView>([.. page.Items.Select(BlockView.Of)], page.Next);
    }

    public async Task<Result<BlockView>> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var block = await db.TimeBlocks.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id && b.MemberId == member.Id, cancellationToken);
        return block is null ? new Failure.NotFound("The block") : BlockView.Of(block);
    }

    /// <summary>Times in the order they begin. What lies outside what is laid out is refused, never told as free.</summary>
    public async Task<Result<Page<BlockSpanView>>> SpansAsync(Actor actor, BlockSpanQuery query, CancellationToken cancellationToken)
    {
        var (earliest, latest) = (Window.Around(time.Now()).Start, time.Now() + Ahead);
        if (query.From < earliest || query.To > latest || query.To <= query.From)
        {
            return new Failure.Invalid(query.From < earliest ? "from" : "to", $"Times are known from {InstantPattern.General.Format(earliest)} to {InstantPattern.General.Format(latest)}; the end must be after the beginning.");
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

        var spans = db.BlockSpans.Where(s => s.MemberId == member.Id && s.Start < query.To && s.End > query.From);
        if (after is { } last)
        {
            spans = spans.Where(s => s.Start > last.At || (s.Start == last.At && s.Id.CompareTo(last.Id) > 0));
        }

        var found = await (from span in spans
                           join block in db.TimeBlocks on span.BlockId equals block.Id
                           orderby span.Start, span.Id
                           select new { span, block.Title, block.Rule, block.TimeZone, block.Version }).AsNoTracking().Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = Paging.Cut(found, query.Limit, f => new PageCursor(f.span.Start, f.span.Id));
        return new Page<BlockSpanView>([.. page.Items.Select(f => new BlockSpanView { BlockId = f.span.BlockId, Title = f.Title, Occurrence = f.span.Original, Start = f.span.Start, End = f.span.End, Repeats = f.Rule is not null, TimeZone = f.TimeZone, Version = f.Version })], page.Next);
    }
}
