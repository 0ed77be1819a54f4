using App.Domain;
using App.Domain.Availability;
using App.Domain.Conflicts;
using App.Domain.Time;
using App.Infrastructure.Availability.Blocks;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Conflicts.Resolutions;

/// <summary>What a way out makes of a stretch of blocked or booked time.</summary>
/// <param name="ClaimId">Of the span or booking that is there now; null: a part that is new.</param>
/// <param name="Before">Null: it is new.</param>
/// <param name="After">Null: it goes.</param>
public sealed record SpanChange(Guid? ClaimId, string Title, Window? Before, Window? After);

/// <summary>What a way out would do, worked out from what is stored now; preview shows it and resolving does it.</summary>
internal sealed record ResolutionPlan(Conflict Conflict, ResolutionKind Kind, ConflictSide? Side, TimeBlock? Block, BlockPart? Part, IReadOnlyList<SpanChange> Changes)
{
    public static readonly Failure MovedOn = new Failure.Conflict("moved_on", "One of the two is no longer there or has moved since. What is left of it is looked at again by itself.");

    /// <summary>Works it out; refused where it makes no sense, or the two are not as they were when they were looked at.</summary>
    public static async Task<Result<ResolutionPlan>> MakeAsync(AppDbContext db, Conflict conflict, ResolutionRequest request, CancellationToken cancellationToken)
    {
        if (conflict.State != ConflictState.Open)
        {
            return new Failure.Conflict("already_decided", "This conflict has been decided, or is over.");
        }

        var (kind, side) = (request.Kind, request.Side);
        switch (kind)
        {
            case ResolutionKind.KeepBoth or ResolutionKind.IgnoreOnce:
                return new ResolutionPlan(conflict, kind, null, null, null, []);
            case ResolutionKind.IgnoreSeries:
                var series = side is { } named ? conflict.Side(named) : conflict.Sides.FirstOrDefault(s => s.SeriesKey is not null);
                return series?.SeriesKey is null ? new Failure.Invalid("resolution", "Neither repeats: ignore it once.") : new ResolutionPlan(conflict, kind, series, null, null, []);
            case ResolutionKind.MoveBooking:
                return OfBooking(conflict, request);
            default:
                return conflict.Block is { } block ? await OfBlockAsync(db, conflict, kind, block, cancellationToken) : new Failure.Invalid("resolution", "Neither is time you blocked by hand.");
        }
    }

    private static Result<ResolutionPlan> OfBooking(Conflict conflict, ResolutionRequest request)
    {
        var side = request.Side is { } named ? conflict.Side(named) : conflict.Sides.FirstOrDefault(s => s.Source == ClaimSource.Booking);
        return side?.Source != ClaimSource.Booking ? new Failure.Invalid("resolution", "Neither is a booking.")
            : request.To is not { } to ? new Failure.Invalid("to", "Say when the booking is to begin.")
            : new ResolutionPlan(conflict, request.Kind, side, null, null, [new SpanChange(side.Id, side.Title, new Window(side.Start, side.End), new Window(to, to + (side.End - side.Start)))]);
    }

    private static async Task<Result<ResolutionPlan>> OfBlockAsync(AppDbContext db, Conflict conflict, ResolutionKind kind, ConflictSide side, CancellationToken cancellationToken)
    {
        var other = side == conflict.First ? conflict.Second : conflict.First;
        var block = await db.TimeBlocks.SingleOrDefaultAsync(b => b.Id == side.Id && b.MemberId == conflict.MemberId, cancellationToken);
        var span = await db.BlockSpans.AsNoTracking().SingleOrDefaultAsync(s => s.BlockId == side.Id && s.Original == side.Original, cancellationToken);
        if (block is null || span is null || span.Start != side.Start || span.End != side.End || !await StandsAsync(db, conflict, other, cancellationToken))
        {
            return MovedOn;
        }

        var (time, part) = (new Window(span.Start, span.End), block.Rule is null ? null : new BlockPart(span.Original));
        var left = Remainder.Of(time, new Window(other.Start, other.End));
        ResolutionPlan Plan(params IReadOnlyList<SpanChange> changes) => new(conflict, kind, side, block, part, changes);
        return kind switch
        {
            ResolutionKind.RemoveBlock => Plan(new SpanChange(span.Id, block.Title, time, null)),
            ResolutionKind.RemoveBlockSeries => Plan([.. from s in await db.BlockSpans.AsNoTracking().Where(s => s.BlockId == block.Id).OrderBy(s => s.Start).ToListAsync(cancellationToken)
                                                         select new SpanChange(s.Id, block.Title, new Window(s.Start, s.End), null)]) with { Part = null },
            ResolutionKind.ShortenBlock when left.Longer is { } longer => Plan(new SpanChange(span.Id, block.Title, time, longer)),
            ResolutionKind.SplitBlock when left.HasBoth => Plan(new SpanChange(span.Id, block.Title, time, left.Before), new SpanChange(null, block.Title, null, left.After)),
            _ => new Failure.Invalid("resolution", "Nothing would be left of the block: remove it."),
        };
    }

    private static Task<bool> StandsAsync(AppDbContext db, Conflict conflict, ConflictSide side, CancellationToken cancellationToken) => side.Source == ClaimSource.Event
        ? db.Events.AnyAsync(e => e.Id == side.Id && e.Start == side.Start && e.End == side.End, cancellationToken)
        : db.BookingHosts.AnyAsync(h => h.BookingId == side.Id && h.MemberId == conflict.MemberId && h.Claims && h.Start == side.Start && h.End == side.End, cancellationToken);
}
