using App.Domain;
using App.Domain.Interviews;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Interviews;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Notifications;

/// <summary>
/// Mails reminders, apart from telling them in the app. Held for some minutes while it is handed over: who dies in between leaves it to another, and the mail may come twice, but never not.
/// </summary>
public sealed class MailReminders(AppDatabase database, IMailer mailer, PublicUrl publicUrl, TimeProvider time, ILogger<MailReminders> logger)
{
    private static readonly Duration Held = Duration.FromMinutes(5);
    private const int Most = 200;
    private const int AtOnce = 8;
    private const int LongestWaitMinutes = 16;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (mailer.IsSetUp)
        {
            await Each.RunAsync(await DueAsync(cancellationToken), AtOnce, MailAsync, logger, cancellationToken);
        }
    }

    private async Task<List<Due>> DueAsync(CancellationToken cancellationToken)
    {
        var now = time.Now();
        await using var db = database.ForSystem("reminders to mail");
        return await db.Reminders.Where(r => r.MailDueAt <= now).OrderBy(r => r.MailDueAt).Take(Most)
            .Select(r => new Due(r.OrganizationId, r.Id, r.MemberId, r.OccasionKind, r.OccasionId, r.Start, r.MailDueAt!.Value, r.MailTries)).ToListAsync(cancellationToken);
    }

    private async Task MailAsync(Due due, CancellationToken cancellationToken)
    {
        var now = time.Now();
        if (await MarkAsync(due, due.MailDueAt, next: now + Held, mailedAt: null, cancellationToken) is not { } held)
        {
            return;
        }

        if (await ComposeAsync(due, now, cancellationToken) is not { } mail)
        {
            await MarkAsync(due, held, next: null, mailedAt: null, CancellationToken.None);
            return;
        }

        var sent = await mailer.SendAsync(mail, cancellationToken);
        var wait = Duration.FromMinutes(Math.Min(1 << Math.Min(due.Tries, 10), LongestWaitMinutes));
        await MarkAsync(due, held, next: sent.IsOk ? null : time.Now() + wait, mailedAt: sent.IsOk ? time.Now() : null, CancellationToken.None);
    }

    /// <summary>Null where it is of no use any more.</summary>
    private async Task<Mail?> ComposeAsync(Due due, Instant now, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(new Actor.Job(due.OrganizationId, "reminders"));
        var member = await db.Members.AsNoTracking().SingleOrDefaultAsync(m => m.Id == due.MemberId && m.RemovedAt == null && m.EmailVerified, cancellationToken);
        var entry = await db.FindOccasionAsync(due.MemberId, new Occasion(due.Kind, due.OccasionId), cancellationToken);
        if (member is not { Email: { } address } || entry is null || entry.Start != due.Start || entry.Start < now - LayOutReminders.TooLate)
        {
            return null;
        }

        var text = ReminderWords.Text(entry, member, now);
        var join = InterviewRules.Read(entry.Text, surely: false).MeetingLink is { } link ? $"Join: {link}\n" : "";
        return new Mail(address, text, $"{text}\n\n{join}{publicUrl.Resolve(ReminderWords.Path(entry.Occasion))}\n");
    }

    private async Task<Instant?> MarkAsync(Due due, Instant from, Instant? next, Instant? mailedAt, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(new Actor.Job(due.OrganizationId, "reminders"));
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var marked = await db.Reminders.Where(r => r.Id == due.Id && r.MailDueAt == from)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.MailDueAt, next).SetProperty(r => r.MailedAt, mailedAt).SetProperty(r => r.MailTries, due.Tries + 1), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return marked == 1 ? next : null;
    }

    private sealed record Due(Guid OrganizationId, Guid Id, Guid MemberId, OccasionKind Kind, Guid OccasionId, Instant Start, Instant MailDueAt, int Tries);
}

/// <summary>Every minute, apart from what tells in the app: a mail server that hangs holds up no one there.</summary>
public sealed class MailRemindersJob(MailReminders mail, ILogger<MailRemindersJob> logger) : UseCaseJob(logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => mail.RunAsync(cancellationToken);
}
