using App.Domain;
using App.Domain.Interviews;
using App.Domain.Notifications;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Database;
using App.Infrastructure.Interviews;
using App.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Notifications;

/// <summary>
/// Lays out the reminders that are due in the next hours, for members whose time or wishes changed since, and for all as the hours pass. What was moved, cancelled or is no interview any
/// more loses those that wait; what was sent stays, so that nothing is told twice.
/// </summary>
public sealed class LayOutReminders(AppDatabase database, TimeProvider time, ILogger<LayOutReminders> logger)
{
    /// <summary>This late after its beginning nobody needs to be reminded of it.</summary>
    public static readonly Duration TooLate = Duration.FromHours(1);

    private static readonly Duration Ahead = Duration.FromHours(3);
    private static readonly Duration LeastAhead = Duration.FromHours(1);
    private const int MostMembers = 1000;
    private const int MostOccasions = 2000;
    private const int AtOnce = 4;

    public async Task RunAsync(CancellationToken cancellationToken) =>
        await Each.RunAsync(await DueAsync(cancellationToken), AtOnce, LayOutAsync, logger, cancellationToken);

    private async Task<List<Due>> DueAsync(CancellationToken cancellationToken)
    {
        var soon = time.Now() + LeastAhead;
        await using var db = database.ForSystem("reminders to lay out");
        return await (from member in db.Members
                      join state in db.BusyStates on member.Id equals state.MemberId into states
                      from state in states.DefaultIfEmpty()
                      join plan in db.ReminderPlans on member.Id equals plan.MemberId into plans
                      from plan in plans.DefaultIfEmpty()
                      where member.RemovedAt == null
                          && (plan == null || plan.UpTo == null || plan.UpTo < soon || plan.Wish != plan.LaidOutWish || plan.BusyVersion != (state == null ? 0 : state.BusyVersion))
                      orderby plan == null ? 0 : 1, plan!.UpTo
                      select new Due(member.OrganizationId, member.Id)).Take(MostMembers).ToListAsync(cancellationToken);
    }

    private async Task LayOutAsync(Due due, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(new Actor.Job(due.OrganizationId, "reminders"));
        var busy = await db.ReadBusyVersionAsync(due.MemberId, cancellationToken);
        var wish = await db.ReminderPlans.Where(p => p.MemberId == due.MemberId).Select(p => p.Wish).SingleOrDefaultAsync(cancellationToken);
        var now = time.Now();
        var wanted = await WantedAsync(db, due.MemberId, now, cancellationToken);

        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.EnsureReminderPlanAsync(due.OrganizationId, due.MemberId, cancellationToken);
        var held = await db.ReminderPlans.Where(p => p.MemberId == due.MemberId && p.Wish == wish)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.LaidOutWish, wish).SetProperty(p => p.BusyVersion, busy).SetProperty(p => p.UpTo, now + Ahead), cancellationToken);
        if (held == 0 || await db.ReadBusyVersionAsync(due.MemberId, cancellationToken) != busy)
        {
            return; // Something changed meanwhile; the next run lays it out.
        }

        await ReplaceAsync(db, due, wanted, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private static async Task<HashSet<Key>> WantedAsync(AppDbContext db, Guid memberId, Instant now, CancellationToken cancellationToken)
    {
        var settings = await db.ReminderSettings.AsNoTracking().SingleOrDefaultAsync(s => s.Id == memberId, cancellationToken) ?? ReminderSettings.Usual(Guid.Empty, memberId);
        if (settings is { InApp: false, ByMail: false })
        {
            return [];
        }

        var (usual, upTo) = (settings.Minutes, now + Ahead);
        var wanted = new HashSet<Key>();
        if (usual.Count > 0)
        {
            foreach (var entry in await ComingAsync(db, memberId, now - TooLate, upTo + Duration.FromMinutes(usual.Max()), cancellationToken))
            {
                wanted.UnionWith(usual.Select(minutes => new Key(entry.Occasion, minutes, entry.Start)));
            }
        }

        foreach (var own in await db.OwnReminders.AsNoTracking().Where(r => r.MemberId == memberId).Take(OwnReminder.MostOfMember).ToListAsync(cancellationToken))
        {
            if (await db.FindOccasionAsync(memberId, new Occasion(own.OccasionKind, own.OccasionId), cancellationToken) is { } entry && entry.Start >= now - TooLate)
            {
                wanted.Add(new Key(entry.Occasion, own.MinutesBefore, entry.Start));
            }
        }

        wanted.RemoveWhere(k => k.DueAt >= upTo);
        return wanted;
    }

    /// <summary>Every booking, and every event that is an interview. Of an event without an hour she is reminded only where she asked.</summary>
    private static async Task<IEnumerable<InterviewEntry>> ComingAsync(AppDbContext db, Guid memberId, Instant from, Instant to, CancellationToken cancellationToken)
    {
        var bookings = await db.BookingsOf(memberId).AsNoTracking().Where(b => b.Start >= from && b.Start < to).OrderBy(b => b.Start).Take(MostOccasions).ToListAsync(cancellationToken);
        var events = await db.EventsOf(memberId).AsNoTracking().Where(e => e.Start >= from && e.Start < to && e.StartDate == null).OrderBy(e => e.Start).Take(MostOccasions).ToListAsync(cancellationToken);
        var reader = await InterviewReader.OpenAsync(db, memberId, cancellationToken);
        return bookings.Select(InterviewEntry.Of).Concat(events.Select(InterviewEntry.Of).Where(e => reader.Read(e).IsInterview).DistinctBy(e => (e.ICalUid ?? e.Occasion.Id.ToString(), e.Start)));
    }

    private static async Task ReplaceAsync(AppDbContext db, Due due, HashSet<Key> wanted, Instant now, CancellationToken cancellationToken)
    {
        var since = now - TooLate;
        foreach (var known in await db.Reminders.Where(r => r.MemberId == due.MemberId && r.Start >= since).ToListAsync(cancellationToken))
        {
            if (!wanted.Remove(new Key(new Occasion(known.OccasionKind, known.OccasionId), known.MinutesBefore, known.Start)) && known.Status == ReminderStatus.Waiting)
            {
                db.Reminders.Remove(known);
            }
        }

        foreach (var key in wanted)
        {
            db.Reminders.Add(new Reminder
            {
                Id = Guid.CreateVersion7(db.Time.GetUtcNow()),
                OrganizationId = due.OrganizationId,
                MemberId = due.MemberId,
                OccasionKind = key.Occasion.Kind,
                OccasionId = key.Occasion.Id,
                MinutesBefore = key.Minutes,
                Start = key.Start,
                DueAt = key.DueAt,
            });
        }
    }

    private sealed record Due(Guid OrganizationId, Guid MemberId);

    private readonly record struct Key(Occasion Occasion, int Minutes, Instant Start)
    {
        public Instant DueAt => Start - Duration.FromMinutes(Minutes);
    }
}
