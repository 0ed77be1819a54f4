using App.Domain.Notifications;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Notifications;

/// <summary>
/// Mails what members were told, where mail is set up. Claimed before it is sent, so that nobody is told twice; what a crash swallows is still in the app.
/// </summary>
public sealed class MailNotifications(AppDatabase database, IMailer mailer, PublicUrl publicUrl, TimeProvider time)
{
    private static readonly Duration TooOld = Duration.FromDays(1);
    private const int Most = 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!mailer.IsSetUp)
        {
            return;
        }

        foreach (var due in await DueAsync(cancellationToken))
        {
            if (await MarkAsync(due.Id, from: null, to: time.Now(), cancellationToken) is { } mailedAt
                && !(await mailer.SendAsync(new Mail(due.Email, due.Text, $"{due.Text}\n\n{publicUrl.Resolve(due.Path)}\n"), cancellationToken)).IsOk)
            {
                await MarkAsync(due.Id, from: mailedAt, to: null, CancellationToken.None);
            }
        }
    }

    private async Task<List<Due>> DueAsync(CancellationToken cancellationToken)
    {
        var oldest = time.Now() - TooOld;
        await using var db = database.ForSystem("notifications to mail");
        return await (from notification in db.Notifications
                      join member in db.Members on notification.MemberId equals member.Id
                      where notification.MailedAt == null && notification.ReadAt == null && notification.Kind != Notification.ReminderKind && notification.CreatedAt >= oldest && member.Email != null && member.EmailVerified && member.RemovedAt == null
                      orderby notification.CreatedAt
                      select new Due(notification.Id, member.Email!, notification.Text, notification.Path)).Take(Most).ToListAsync(cancellationToken);
    }

    private async Task<Instant?> MarkAsync(Guid id, Instant? from, Instant? to, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("notifications to mail");
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var marked = await db.Notifications.Where(n => n.Id == id && n.MailedAt == from).ExecuteUpdateAsync(s => s.SetProperty(n => n.MailedAt, to), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return marked == 1 ? to : null;
    }

    private sealed record Due(Guid Id, string Email, string Text, string Path);
}

/// <summary>Every minute.</summary>
public sealed class MailNotificationsJob(MailNotifications mail, ILogger<MailNotificationsJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => mail.RunAsync(cancellationToken);
}
