using App.Domain;
using App.Domain.Interviews;
using App.Domain.Notifications;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Interviews;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Notifications;

/// <summary>
/// Tells what is due. A reminder is claimed in the transaction that tells it, so it is told once whoever else is at it. Of several that are due for one occasion the nearest is told: after a
/// time in which nothing could be, nobody finds a heap.
/// </summary>
public sealed class SendReminders(AppDatabase database, TimeProvider time, ILogger<SendReminders> logger)
{
    private static readonly Duration Fresh = Duration.FromMinutes(10);
    private const int Most = 500;
    private const int AtOnce = 4;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Each.RunAsync(await DueAsync(cancellationToken), AtOnce, SendAsync, logger, cancellationToken);
        await ForgetPastAsync(cancellationToken);
    }

    private async Task<List<Due>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("reminders that are due");
        var rows = await db.Reminders.AsNoTracking().Where(r => r.Status == ReminderStatus.Waiting && r.DueAt <= now).OrderBy(r => r.DueAt).Take(Most)
            .Select(r => new { r.OrganizationId, r.MemberId, r.OccasionKind, r.OccasionId }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new Due(r.OrganizationId, r.MemberId, new Occasion(r.OccasionKind, r.OccasionId))).Distinct()];
    }

    private async Task SendAsync(Due due, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(new Actor.Job(due.OrganizationId, "reminders"));
        var now = time.Now();
        var waiting = db.Reminders.Where(r => r.MemberId == due.MemberId && r.OccasionKind == due.Occasion.Kind && r.OccasionId == due.Occasion.Id && r.Status == ReminderStatus.Waiting && r.DueAt <= now);

        await using var write = await db.BeginWriteAsync(cancellationToken);
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == due.MemberId && m.RemovedAt == null, cancellationToken);
        var entry = member is null ? null : await db.FindOccasionAsync(due.MemberId, due.Occasion, cancellationToken);
        if (entry is { IsHeld: true })
        {
            return; // Nobody is told of a hold; it is taken up or ends within minutes.
        }

        // Gone or moved: those of the new beginning are laid out by themselves.
        var start = entry?.Start;
        await waiting.Where(r => start == null || r.Start != start).ExecuteDeleteAsync(cancellationToken);
        if (entry is not null && await waiting.AsNoTracking().OrderBy(r => r.MinutesBefore).FirstOrDefaultAsync(cancellationToken) is { } nearest)
        {
            if (entry.Start >= now - LayOutReminders.TooLate)
            {
                await TellAsync(db, nearest, entry, member!, now, cancellationToken);
            }

            await waiting.ExecuteUpdateAsync(s => s.SetProperty(r => r.Status, ReminderStatus.PassedOver), cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private static async Task TellAsync(AppDbContext db, Reminder reminder, InterviewEntry entry, Member member, Instant now, CancellationToken cancellationToken)
    {
        var settings = await db.ReminderSettings.AsNoTracking().SingleOrDefaultAsync(s => s.Id == member.Id, cancellationToken) ?? ReminderSettings.Usual(member.OrganizationId, member.Id);
        Guid? notification = settings.InApp ? Guid.CreateVersion7(db.Time.GetUtcNow()) : null;
        Instant? mail = settings.ByMail && member is { Email: not null, EmailVerified: true } ? now : null;

        // Booked at short notice, or nothing could be told for a while: the next one will do.
        var another = reminder.DueAt < now - Fresh && settings.Minutes.Any(minutes => minutes < reminder.MinutesBefore && entry.Start - Duration.FromMinutes(minutes) > now);
        if (another || (notification is null && mail is null) || await ClaimAsync(db, reminder.Id, notification, mail, now, cancellationToken) == 0)
        {
            return;
        }

        await ReadEarlierAsync(db, reminder.Id, entry.Occasion, member.Id, now, cancellationToken);
        if (notification is { } notificationId)
        {
            db.Notify(new Notification
            {
                Id = notificationId,
                OrganizationId = member.OrganizationId,
                MemberId = member.Id,
                Kind = Notification.ReminderKind,
                Text = ReminderWords.Text(entry, member, now),
                Path = ReminderWords.Path(entry.Occasion),
                CreatedAt = now,
            });
        }
    }

    private static Task<int> ClaimAsync(AppDbContext db, Guid id, Guid? notification, Instant? mail, Instant now, CancellationToken cancellationToken) =>
        db.Reminders.Where(r => r.Id == id && r.Status == ReminderStatus.Waiting).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.Status, ReminderStatus.Sent).SetProperty(r => r.SentAt, now).SetProperty(r => r.NotificationId, notification).SetProperty(r => r.MailDueAt, mail), cancellationToken);

    /// <summary>The nearer one takes the place of those before it.</summary>
    private static async Task ReadEarlierAsync(AppDbContext db, Guid id, Occasion occasion, Guid memberId, Instant now, CancellationToken cancellationToken)
    {
        var earlier = db.Reminders.Where(r => r.MemberId == memberId && r.OccasionKind == occasion.Kind && r.OccasionId == occasion.Id && r.Id != id && r.NotificationId != null);
        foreach (var notification in await db.Notifications.Where(n => n.ReadAt == null && earlier.Any(r => r.NotificationId == n.Id)).ToListAsync(cancellationToken))
        {
            notification.ReadAt = now;
        }
    }

    /// <summary>What is over reminds nobody any more.</summary>
    private async Task ForgetPastAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        var (from, to) = (now - Duration.FromDays(1), now - LayOutReminders.TooLate);
        await using var db = database.ForSystem("reminders that are due");
        var past = db.Reminders.Where(r => r.Start >= from && r.Start < to && r.NotificationId != null);
        foreach (var notification in await db.Notifications.Where(n => n.ReadAt == null && past.Any(r => r.NotificationId == n.Id)).Take(Most).ToListAsync(cancellationToken))
        {
            notification.ReadAt = now;
        }

        await db.TrySaveAsync(cancellationToken);
    }

    private sealed record Due(Guid OrganizationId, Guid MemberId, Occasion Occasion);
}

/// <summary>Every minute.</summary>
public sealed class SendRemindersJob(LayOutReminders layOut, SendReminders send, ILogger<SendRemindersJob> logger) : UseCaseJob(logger)
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await layOut.RunAsync(cancellationToken);
        await send.RunAsync(cancellationToken);
    }
}
