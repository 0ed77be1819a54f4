using App.Domain.Availability;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Availability;

/// <summary>Raises the version of members' busy time inside the transaction that changes it.</summary>
internal static class BusyStates
{
    /// <summary>
    /// Notes that <paramref name="touched"/> of a member's time is not as it was. Every change of it, and of the rules of calendars by which it is read, goes through here.
    /// </summary>
    public static async Task TouchBusyAsync(this AppDbContext db, Guid organizationId, Guid memberId, Window touched, CancellationToken cancellationToken)
    {
        await EnsureAsync(db, organizationId, memberId, cancellationToken);
        await RaiseAsync(db.BusyStates.Where(s => s.MemberId == memberId), touched, cancellationToken);
    }

    /// <summary>Notes that a member can be booked by other rules: what she has on is as it was, so nothing is looked at again.</summary>
    public static async Task TouchRulesAsync(this AppDbContext db, Guid organizationId, Guid memberId, CancellationToken cancellationToken)
    {
        await EnsureAsync(db, organizationId, memberId, cancellationToken);
        await db.BusyStates.Where(s => s.MemberId == memberId).ExecuteUpdateAsync(s => s.SetProperty(b => b.BusyVersion, b => b.BusyVersion + 1), cancellationToken);
    }

    /// <summary>The version by which a decision is made.</summary>
    public static Task<long> ReadBusyVersionAsync(this AppDbContext db, Guid memberId, CancellationToken cancellationToken) =>
        db.BusyStates.Where(s => s.MemberId == memberId).Select(s => s.BusyVersion).SingleOrDefaultAsync(cancellationToken);

    /// <summary>As <see cref="TouchBusyAsync"/>, only if nothing changed since <paramref name="seen"/> was read; false: the decision holds no more.</summary>
    public static async Task<bool> TryTouchBusyAsync(this AppDbContext db, Guid organizationId, Guid memberId, long seen, Window touched, CancellationToken cancellationToken)
    {
        var seenState = db.BusyStates.Where(s => s.MemberId == memberId && s.BusyVersion == seen);
        if (await RaiseAsync(seenState, touched, cancellationToken) == 1)
        {
            return true;
        }

        if (seen > 0)
        {
            return false;
        }

        await EnsureAsync(db, organizationId, memberId, cancellationToken);
        return await RaiseAsync(seenState, touched, cancellationToken) == 1;
    }

    private static Task<int> RaiseAsync(IQueryable<BusyState> states, Window touched, CancellationToken cancellationToken) => states.ExecuteUpdateAsync(
        s => s
            .SetProperty(b => b.BusyVersion, b => b.BusyVersion + 1)
            .SetProperty(b => b.ChangedFrom, b => b.ChangedFrom == null || b.ChangedFrom > touched.Start ? touched.Start : b.ChangedFrom)
            .SetProperty(b => b.ChangedTo, b => b.ChangedTo == null || b.ChangedTo < touched.End ? touched.End : b.ChangedTo),
        cancellationToken);

    private static Task EnsureAsync(AppDbContext db, Guid organizationId, Guid memberId, CancellationToken cancellationToken) =>
        db.Writing!.ExecuteAsync(db.Dialect.InsertIfAbsent("BusyStates", ["MemberId", "OrganizationId", "BusyVersion"], ["MemberId"]), [("MemberId", memberId), ("OrganizationId", organizationId), ("BusyVersion", 0L)], cancellationToken);
}
