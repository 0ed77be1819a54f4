using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>Who may touch an Owner, and that one stays.</summary>
internal static class Owners
{
    public static readonly Failure Only = new Failure.Rejected("owner_only", "Only an Owner can do that.");

    public static readonly Failure Last = new Failure.Conflict("last_owner", "An organization keeps at least one Owner. Make somebody else an Owner first.");

    /// <summary>Holds the organization's owners still until the transaction ends: two of them leaving at once would leave none.</summary>
    public static Task LockOwnersAsync(this Write write, Guid organizationId, CancellationToken cancellationToken) =>
        write.LockAsync($"owners:{organizationId:N}", cancellationToken);

    public static async Task<bool> IsLastOwnerAsync(this AppDbContext db, Member member, CancellationToken cancellationToken) =>
        member.Role == Role.Owner && !await db.Members.AnyAsync(m => m.Role == Role.Owner && m.RemovedAt == null && m.Id != member.Id, cancellationToken);
}
