using App.Domain;
using App.Domain.Availability;
using App.Domain.Calendars;
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
/// <param name="Conflicts">All that are over by it: one, or those about the same time of one block.</param>
internal sealed record ResolutionPlan(
    IReadOnlyList<Conflict> Conflicts, ResolutionKind Kind, ConflictSide? Side, TimeBlock? Block, BlockPart? Part, IReadOnlyList<SpanChange> Changes)
{
    public static readonly Failure MovedOn = new Failure.Conflict("moved_on", "One of the two is no longer there or has moved since. What is left of it is looked at again by itself.");

    /// <summary>The one it was worked out for first.</summary>
    public Conflict Conflict => Conflicts[0];

    public static bool ChangesBlock(ResolutionKind kind) =>
        kind is ResolutionKind.RemoveBlock or ResolutionKind.RemoveBlockSeries or ResolutionKind.ShortenBlock or ResolutionKind.SplitBlock;

    /// <summary>Works it out for one; refused where it makes no sense, or the two are not as they were when they were looked at.</summary>
    public static async Task<Result<ResolutionPlan>> MakeAsync(AppDbContext db, Conflict conflict, ResolutionRequest request, CancellationToken cancellationToken) =>
        await RefusalAsync(db, conflict, request.Kind, cancellationToken) is { } refused ? refused : await MakeAsync(db, [conflict], request, cancellationToken);

    /// <summary>Why there is nothing to be decided of a conflict; null where there is.</summary>
    public static async Task<Failure?> RefusalAsync(AppDbContext db, Conflict conflict, ResolutionKind kind, CancellationToken cancellationToken) =>
        conflict.State != ConflictState.Open ? new Failure.Conflict("already_decided", "This conflict has been decided, or is over.")
            : ChangesBlock(kind) && conflict.Block is { } block && !await StandsAsync(db, conflict.MemberId, Other(conflict, block), cancellationToken) ? MovedOn
            : null;

    /// <summary>Works it out for all together, none of which <see cref="RefusalAsync"/> refuses.</summary>
    public static async Task<Result<ResolutionPlan>> MakeAsync(
        AppDbContext db, IReadOnlyList<Conflict> conflicts, ResolutionRequest request, CancellationToken cancellationToken)
    {
        var conflict = conflicts[0];
        return request.Kind switch
        {
            ResolutionKind.KeepBoth or ResolutionKind.IgnoreOnce => new ResolutionPlan(conflicts, request.Kind, null, null, null, []),
            ResolutionKind.IgnoreSeries => OfSeries(conflict, request),
            ResolutionKind.MoveBooking => OfBooking(conflict, request),
            _ when conflict.Block is { } block => await OfBlockAsync(db, conflicts, request.Kind, block, cancellationToken),
            _ => new Failure.Invalid("resolution", "Neither is time you blocked by hand."),
        };
    }

    private static Result<ResolutionPlan> OfSeries(Conflict conflict, ResolutionRequest request)
    {
        if (request.Side is null && conflict.Sides.All(s => s.SeriesKey is not null))
        {
            return new Failure.Invalid("side", "Both repeat: say whose series is meant.");
        }

        var side = request.Side is { } named ? conflict.Side(named) : conflict.Sides.FirstOrDefault(s => s.SeriesKey is not null);
        return side?.SeriesKey is null ? new Failure.Invalid("resolution", "Neither repeats: ignore it once.")
            : new ResolutionPlan([conflict], request.Kind, side, null, null, []);
    }

    private static Result<ResolutionPlan> OfBooking(Conflict conflict, ResolutionRequest request)
    {
        var side = request.Side is { } named ? conflict.Side(named) : conflict.Sides.FirstOrDefault(s => s.Source == ClaimSource.Booking);
        if (side?.Source != ClaimSource.Booking || request.To is not { } to)
        {
            return side?.Source != ClaimSource.Booking ? new Failure.Invalid("resolution", "Neither is a booking.") : new Failure.Invalid("to", "Say when the booking is to begin.");
        }

        var (before, after) = (new Window(side.Start, side.End), new Window(to, to + MoveBooking.Length(side.Start, side.End)));
        return new ResolutionPlan([conflict], request.Kind, side, null, null, [new SpanChange(side.Id, side.Title, before, after)]);
    }

    private static async Task<Result<ResolutionPlan>> OfBlockAsync(
        AppDbContext db, IReadOnlyList<Conflict> conflicts, ResolutionKind kind, ConflictSide side, CancellationToken cancellationToken)
    {
        var block = await db.TimeBlocks.SingleOrDefaultAsync(b => b.Id == side.Id && b.MemberId == conflicts[0].MemberId, cancellationToken);
        var span = await db.BlockSpans.AsNoTracking().SingleOrDefaultAsync(s => s.BlockId == side.Id && s.Original == side.Original, cancellationToken);
        if (block is null || span is null || conflicts.Any(c => c.Block is { } b && b.Original == span.Original && (b.Start, b.End) != (span.Start, span.End)))
        {
            return MovedOn;
        }

        var (time, part) = (new Window(span.Start, span.End), block.Rule is null ? null : new BlockPart(span.Original));
        var left = Remainder.Of(time, conflicts.Select(c => Other(c, c.Block!)).Select(o => new Window(o.Start, o.End)));
        ResolutionPlan Plan(params IReadOnlyList<SpanChange> changes) => new(conflicts, kind, side, block, part, changes);
        return kind switch
        {
            ResolutionKind.RemoveBlock => Plan(new SpanChange(span.Id, block.Title, time, null)),
            ResolutionKind.RemoveBlockSeries => Plan([.. from s in await db.BlockSpans.AsNoTracking().Where(s => s.BlockId == block.Id).OrderBy(s => s.Start).ToListAsync(cancellationToken)
                                                         select new SpanChange(s.Id, block.Title, new Window(s.Start, s.End), null)]) with { Part = null },
            ResolutionKind.ShortenBlock when left.Longest is { } longest => Plan(new SpanChange(span.Id, block.Title, time, longest)),
            ResolutionKind.SplitBlock when left.Parts.Count > 1 =>
                Plan([new SpanChange(span.Id, block.Title, time, left.Parts[0]), .. left.Parts.Skip(1).Select(p => new SpanChange(null, block.Title, null, p))]),
            _ when left.Parts.Count > 0 => new Failure.Invalid("resolution", "Only one part would be left of the block: shorten it."),
            _ => new Failure.Invalid("resolution", "Nothing would be left of the block: remove it."),
        };
    }

    private static ConflictSide Other(Conflict conflict, ConflictSide side) => side == conflict.First ? conflict.Second : conflict.First;

    /// <summary>It is where it was when it was looked at, and still claims that time.</summary>
    private static async Task<bool> StandsAsync(AppDbContext db, Guid memberId, ConflictSide side, CancellationToken cancellationToken)
    {
        if (side.Source != ClaimSource.Event)
        {
            return await db.BookingHosts.AnyAsync(
                h => h.BookingId == side.Id && h.MemberId == memberId && h.Claims && h.Start == side.Start && h.End == side.End, cancellationToken);
        }

        var found = await (from e in db.Events
                           where e.Id == side.Id && e.Start == side.Start && e.End == side.End
                           join calendar in db.Calendars on e.CalendarId equals calendar.Id
                           where calendar.OnConflict != ConflictHandling.Ignore
                           select new { Event = e, calendar.Blocks, calendar.BlockingKinds }).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return found?.Event is { } on && BusyRule.Blocks(found.Blocks, found.BlockingKinds, on.Status, on.Transparency, on.Response, on.Type, on.IsAllDay);
    }
}
