using App.Domain;
using App.Domain.Availability;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using NodaTime;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>Changes one of the actor's own blocks: all of it, or one occurrence, or one with all that follow, which becomes a block of its own.</summary>
public sealed class ChangeBlock(AppDatabase database, TimeProvider time)
{
    public async Task<Result<BlockOutcome>> RunAsync(Actor actor, Guid id, BlockChange change, BlockPart? part, long? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.OpenBlockAsync(actor, id, expectedVersion, cancellationToken)).TryGet(out var open, out var refused))
        {
            return refused;
        }

        var outcome = await ApplyAsync(db, open.Member, open.Block, change, part, time.Now(), cancellationToken);
        if (outcome.IsOk)
        {
            await write.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    /// <summary>Changes a block inside a transaction and saves; the caller commits.</summary>
    internal static async Task<Result<BlockOutcome>> ApplyAsync(AppDbContext db, Member member, TimeBlock block, BlockChange change, BlockPart? part, Instant now, CancellationToken cancellationToken)
    {
        if (part is null)
        {
            return await ChangeWholeAsync(db, member, block, change, now, cancellationToken);
        }

        var series = BlockSeries.Of(block);
        if (!series.FindTime(part).TryGet(out var occurrence, out var unknown))
        {
            return unknown;
        }

        return block.Rule is null || (part.Following && series.IsFirst(occurrence))
            ? await ChangeWholeAsync(db, member, block, change, now, cancellationToken)
            : await SplitAsync(db, member, block, change, part, now, cancellationToken);
    }

    private static async Task<Result<BlockOutcome>> ChangeWholeAsync(AppDbContext db, Member member, TimeBlock block, BlockChange change, Instant now, CancellationToken cancellationToken)
    {
        var former = BlockState.Of(block);
        Write(block, change, block.Start, block.End, block.Rule, LocalTimes.Parse(block.Excluded));
        if (BlockChecks.Check(block) is { } invalid)
        {
            return invalid;
        }

        db.Log(block.OrganizationId, "block.changed", $"{member.Name} changed a block: {BlockChecks.Say(block)}.", member.Name, new ActivitySubject(member.Id));
        return await KeepAsync(db, block, now, cancellationToken) is { } failure ? failure : new BlockOutcome(former, block.Version);
    }

    /// <summary>The part leaves the block and becomes one of its own.</summary>
    private static async Task<Result<BlockOutcome>> SplitAsync(AppDbContext db, Member member, TimeBlock block, BlockChange change, BlockPart part, Instant now, CancellationToken cancellationToken)
    {
        if (!part.Following && BlockChecks.RuleOf(change.Rule) is not null)
        {
            return new Failure.Invalid("rule", "One occurrence does not repeat. Change it with all that follow.");
        }

        await db.LockBlocksAsync(block.MemberId, cancellationToken);
        var series = BlockSeries.Of(block);
        var occurrence = series.FindTime(part).Value;
        var (former, excluded) = (BlockState.Of(block), LocalTimes.Parse(block.Excluded));
        var made = new TimeBlock { Id = Guid.CreateVersion7(db.Time.GetUtcNow()), OrganizationId = block.OrganizationId, MemberId = block.MemberId, Title = block.Title, TimeZone = block.TimeZone, CreatedAt = now };
        var end = occurrence.End.InZone(Clock.ZoneOrUtc(block.TimeZone)).LocalDateTime;
        Write(made, change, occurrence.Original, end, part.Following ? series.SplitAt(occurrence).After : null, part.Following ? [.. excluded.Where(e => e > occurrence.Original)] : []);
        if (((change.End is null ? KeepLength(made, occurrence.End - occurrence.Start) : null) ?? BlockChecks.Check(made)) is { } invalid)
        {
            return invalid;
        }

        db.Log(block.OrganizationId, "block.changed", $"{member.Name} changed {(part.Following ? "a block from one occurrence on" : "one occurrence of a block")}: {BlockChecks.Say(made)}.", member.Name, new ActivitySubject(member.Id));
        if (await DeleteBlock.TakeOutAsync(db, block, series, occurrence, part.Following, now, cancellationToken) is { } failure
            || (failure = await CreateBlock.AddAsync(db, made, now, cancellationToken)) is not null)
        {
            return failure;
        }

        return new BlockOutcome(former, db.VersionOf(block), made.Id);
    }

    /// <summary>
    /// It lasts as long as it did, also where the clocks are changed meanwhile; what happens once is written in UTC if they can't say it, what repeats stays in the zone in which it repeats.
    /// </summary>
    private static Failure.Invalid? KeepLength(TimeBlock made, Duration length)
    {
        if (Clock.FindZone(made.TimeZone) is not { } zone)
        {
            return null;
        }

        var begins = Clock.At(made.Start, zone);
        var (start, end, written) = LocalTimes.Of(new Window(begins, begins + length), made.TimeZone);
        if (made.Rule is not null && written != made.TimeZone)
        {
            return new Failure.Invalid("end", "The clocks are put back before it ends, and that hour comes twice. Say when it ends, or begin with the one after it.");
        }

        (made.Start, made.End, made.TimeZone) = (start, end, written);
        return null;
    }

    /// <summary>What was taken out moves with the start.</summary>
    private static void Write(TimeBlock block, BlockChange change, LocalDateTime start, LocalDateTime end, string? rule, IReadOnlyList<LocalDateTime> excluded)
    {
        block.Title = change.Title?.Trim() ?? block.Title;
        block.TimeZone = change.TimeZone ?? block.TimeZone;
        block.Start = change.Start ?? start;
        var moved = Period.Between(start, block.Start, PeriodUnits.Minutes);
        block.End = change.End ?? end + moved;
        block.Rule = change.Rule is null ? rule : BlockChecks.RuleOf(change.Rule);
        block.Excluded = block.Rule is null ? "" : LocalTimes.Write(excluded.Select(e => e + moved));
    }

    /// <summary>Saves a block that someone may have changed meanwhile, and lays it out.</summary>
    internal static async Task<Failure?> KeepAsync(AppDbContext db, TimeBlock block, Instant now, CancellationToken cancellationToken) =>
        (await db.TrySaveAsync(cancellationToken)).Failure ?? (await db.LayOutBlockAsync(block, now, cancellationToken)).Failure;
}
