using App.Domain;
using App.Domain.Conflicts;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Conflicts;

/// <summary>What a member is told of conflicts: once, until none waits for her any more.</summary>
internal static class ConflictNotices
{
    public const string Kind = "conflict.found";

    /// <summary>Takes back what she was told where nothing is left of it.</summary>
    public static async Task HushAsync(this AppDbContext db, Guid memberId, Instant now, CancellationToken cancellationToken)
    {
        var told = await db.Notifications.Where(n => n.MemberId == memberId && n.Kind == Kind && n.ReadAt == null).ToListAsync(cancellationToken);
        if (told.Count == 0 || await db.Conflicts.AnyAsync(c => c.MemberId == memberId && c.State == ConflictState.Open && c.End > now, cancellationToken))
        {
            return;
        }

        told.ForEach(n => n.ReadAt = now);

        // She may have read it in this moment: that is the same.
        await db.TrySaveAsync(cancellationToken);
    }
}
