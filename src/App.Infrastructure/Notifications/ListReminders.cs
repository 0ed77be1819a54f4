using App.Domain;
using App.Domain.Interviews;
using App.Domain.Notifications;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Interviews;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Notifications;

/// <summary>Which reminders are wanted: of one event or booking, or all.</summary>
public sealed record ReminderQuery(Guid? OccasionId = null, string? Cursor = null, int Limit = PageCursor.DefaultLimit);

/// <summary>Lists the reminders a member asked for, newest first; the usual ones are her settings.</summary>
public sealed class ListReminders(AppDatabase database)
{
    public async Task<Result<Page<ReminderView>>> RunAsync(Actor actor, ReminderQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (!PageCursor.Parse(query.Cursor).TryGet(out var after, out var malformed))
        {
            return malformed;
        }

        var rows = db.OwnReminders.AsNoTracking().Where(r => r.MemberId == member.Id && (query.OccasionId == null || r.OccasionId == query.OccasionId));
        if (after is { } cursor)
        {
            rows = rows.Where(r => r.CreatedAt < cursor.At || (r.CreatedAt == cursor.At && r.Id.CompareTo(cursor.Id) < 0));
        }

        var found = await rows.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = Paging.Cut(found, query.Limit, r => new PageCursor(r.CreatedAt, r.Id));
        var views = new List<ReminderView>(page.Items.Count);
        foreach (var reminder in page.Items)
        {
            views.Add(await ViewAsync(db, reminder, cancellationToken));
        }

        return new Page<ReminderView>(views, page.Next);
    }

    internal static async Task<ReminderView> ViewAsync(AppDbContext db, OwnReminder reminder, CancellationToken cancellationToken)
    {
        var occasion = new Occasion(reminder.OccasionKind, reminder.OccasionId);
        var entry = await db.FindOccasionAsync(reminder.MemberId, occasion, cancellationToken);
        return new ReminderView { Id = reminder.Id, Occasion = occasion, MinutesBefore = reminder.MinutesBefore, Title = entry?.Text.Title, Start = entry?.Start };
    }
}
