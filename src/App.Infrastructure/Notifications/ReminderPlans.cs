using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Notifications;

/// <summary>Has a member's reminders laid out anew, inside the transaction that changes what she wants.</summary>
internal static class ReminderPlans
{
    public static async Task LayOutAnewAsync(this AppDbContext db, Guid organizationId, Guid memberId, CancellationToken cancellationToken)
    {
        await db.EnsureReminderPlanAsync(organizationId, memberId, cancellationToken);
        await db.ReminderPlans.Where(p => p.MemberId == memberId).ExecuteUpdateAsync(s => s.SetProperty(p => p.Wish, p => p.Wish + 1), cancellationToken);
    }

    public static Task EnsureReminderPlanAsync(this AppDbContext db, Guid organizationId, Guid memberId, CancellationToken cancellationToken) => db.Writing!.ExecuteAsync(
        db.Dialect.InsertIfAbsent("ReminderPlans", ["MemberId", "OrganizationId", "Wish", "LaidOutWish", "BusyVersion"], ["MemberId"]),
        [("MemberId", memberId), ("OrganizationId", organizationId), ("Wish", 0L), ("LaidOutWish", 0L), ("BusyVersion", 0L)],
        cancellationToken);
}
