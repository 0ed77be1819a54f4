using App.Domain;
using App.Domain.Availability;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>Blocks time of the actor's own.</summary>
public sealed class CreateBlock(AppDatabase database, TimeProvider time)
{
    public async Task<Result<BlockView>> RunAsync(Actor actor, BlockInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (!(await ApplyAsync(db, member, input, time.Now(), cancellationToken)).TryGet(out var block, out var failure))
        {
            return failure;
        }

        await write.CommitAsync(cancellationToken);
        return BlockView.Of(block);
    }

    /// <summary>Blocks a member's time inside a transaction and saves; the caller commits.</summary>
    internal static async Task<Result<TimeBlock>> ApplyAsync(AppDbContext db, Member member, BlockInput input, Instant now, CancellationToken cancellationToken)
    {
        var block = new TimeBlock
        {
            Id = Guid.CreateVersion7(db.Time.GetUtcNow()),
            OrganizationId = member.OrganizationId,
            MemberId = member.Id,
            Title = input.Title?.Trim() ?? "",
            Start = input.Start,
            End = input.End,
            TimeZone = input.TimeZone ?? member.TimeZone,
            Rule = BlockChecks.RuleOf(input.Rule),
            CreatedAt = now,
        };
        if (BlockChecks.Check(block) is { } invalid)
        {
            return invalid;
        }

        db.Log(block.OrganizationId, "block.created", $"{member.Name} blocked {BlockChecks.Say(block)}.", member.Name, new ActivitySubject(member.Id));
        return await AddAsync(db, block, now, cancellationToken) is { } failure ? failure : block;
    }

    /// <summary>Adds a checked block, unless there are too many.</summary>
    internal static async Task<Failure?> AddAsync(AppDbContext db, TimeBlock block, Instant now, CancellationToken cancellationToken)
    {
        await db.LockBlocksAsync(block.MemberId, cancellationToken);
        if (await db.TimeBlocks.CountAsync(b => b.MemberId == block.MemberId, cancellationToken) >= TimeBlock.MostOfOne)
        {
            return new Failure.Conflict("too_many_blocks", $"You have {TimeBlock.MostOfOne} blocks, which is as many as there can be. Delete some first.");
        }

        db.TimeBlocks.Add(block);
        await db.SaveChangesAsync(cancellationToken);
        return (await db.LayOutBlockAsync(block, now, cancellationToken)).Failure;
    }
}
