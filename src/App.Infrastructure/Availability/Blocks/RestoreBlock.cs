using App.Domain;
using App.Domain.Availability;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Availability.Blocks;

/// <summary>Undoes what <see cref="ChangeBlock"/> or <see cref="DeleteBlock"/> did.</summary>
internal static class RestoreBlock
{
    private const long FirstVersion = 1;

    /// <summary>
    /// Puts a block back as it was, inside a transaction, and saves; the caller commits. <see cref="Failure.Stale"/> where it, or what a part of it became, was
    /// changed or deleted since: that is not undone with it.
    /// </summary>
    public static async Task<Result<TimeBlock>> ApplyAsync(AppDbContext db, Member member, BlockOutcome undo, Instant now, CancellationToken cancellationToken)
    {
        await db.LockBlocksAsync(member.Id, cancellationToken);
        if (undo.MadeId is { } id && await RemoveMadeAsync(db, member, id, cancellationToken) is { } failure)
        {
            return failure;
        }

        var former = undo.Former;
        var block = await db.TimeBlocks.SingleOrDefaultAsync(b => b.Id == former.Id && b.MemberId == member.Id, cancellationToken);
        if (block?.Version != undo.Version)
        {
            return new Failure.Stale();
        }

        var back = block ?? new TimeBlock { Id = former.Id, OrganizationId = member.OrganizationId, MemberId = member.Id, Title = former.Title, TimeZone = former.TimeZone, CreatedAt = former.CreatedAt, Version = former.Version };
        former.WriteTo(back);
        db.Log(member.OrganizationId, "block.restored", $"{member.Name} brought a block back: {BlockChecks.Say(back)}.", member.Name, new ActivitySubject(member.Id));
        var refused = block is null ? await CreateBlock.AddAsync(db, back, now, cancellationToken) : await ChangeBlock.KeepAsync(db, back, now, cancellationToken);
        return refused is null ? back : refused;
    }

    private static async Task<Failure?> RemoveMadeAsync(AppDbContext db, Member member, Guid id, CancellationToken cancellationToken) =>
        await db.TimeBlocks.SingleOrDefaultAsync(b => b.Id == id && b.MemberId == member.Id, cancellationToken) is { Version: FirstVersion } made
            ? await DeleteBlock.RemoveAsync(db, made, cancellationToken)
            : new Failure.Stale();
}
