using App.Domain;
using App.Domain.Interviews;
using App.Domain.Notifications;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Interviews;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Notifications;

/// <summary>Adds a reminder of the actor's own to one event or booking of hers. One that is there already is given back.</summary>
public sealed class AddReminder(AppDatabase database, TimeProvider time)
{
    public async Task<Result<ReminderView>> RunAsync(Actor actor, Occasion occasion, int minutesBefore, CancellationToken cancellationToken)
    {
        if (minutesBefore is < 0 or > ReminderSettings.MostMinutes)
        {
            return new Failure.Invalid("minutesBefore", $"Must be from 0 to {ReminderSettings.MostMinutes}.");
        }

        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        // Also what lets one after the other look at what is there.
        await db.LayOutAnewAsync(member.OrganizationId, member.Id, cancellationToken);
        if (await db.FindOccasionAsync(member.Id, occasion, cancellationToken) is not { } entry)
        {
            return new Failure.NotFound(occasion.Kind == OccasionKind.Booking ? "The booking" : "The event");
        }

        if (entry.Start <= time.Now())
        {
            return new Failure.Conflict("already_begun", "It has begun already.");
        }

        var own = db.OwnReminders.Where(r => r.MemberId == member.Id);
        var ofThis = await own.Where(r => r.OccasionKind == occasion.Kind && r.OccasionId == occasion.Id).ToListAsync(cancellationToken);
        if (ofThis.Find(r => r.MinutesBefore == minutesBefore) is { } known)
        {
            return await ListReminders.ViewAsync(db, known, cancellationToken);
        }

        if (ofThis.Count >= OwnReminder.MostOfOne || await own.CountAsync(cancellationToken) >= OwnReminder.MostOfMember)
        {
            return new Failure.Conflict("too_many_reminders", $"There can be {OwnReminder.MostOfOne} reminders of one thing, and {OwnReminder.MostOfMember} in all.");
        }

        var reminder = db.OwnReminders.Add(new OwnReminder
        {
            Id = Guid.CreateVersion7(db.Time.GetUtcNow()),
            OrganizationId = member.OrganizationId,
            MemberId = member.Id,
            OccasionKind = occasion.Kind,
            OccasionId = occasion.Id,
            MinutesBefore = minutesBefore,
            CreatedAt = time.Now(),
        }).Entity;
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return await ListReminders.ViewAsync(db, reminder, cancellationToken);
    }
}
