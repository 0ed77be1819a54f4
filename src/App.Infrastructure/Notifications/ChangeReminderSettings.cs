using App.Domain;
using App.Domain.Notifications;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Notifications;

/// <summary>How a member wants to be reminded; null leaves it.</summary>
public sealed record ReminderSettingsChange(IReadOnlyList<int>? Minutes = null, bool? InApp = null, bool? ByMail = null);

/// <summary>Reads and changes how the actor is reminded of her bookings and interviews.</summary>
public sealed class ChangeReminderSettings(AppDatabase database)
{
    public async Task<Result<ReminderSettings>> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        return (await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused)
            ? await db.ReminderSettings.AsNoTracking().SingleOrDefaultAsync(s => s.Id == member.Id, cancellationToken) ?? ReminderSettings.Usual(member.OrganizationId, member.Id)
            : refused;
    }

    public async Task<Result<ReminderSettings>> RunAsync(Actor actor, ReminderSettingsChange change, long? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.Minutes is { } minutes && (minutes.Count > ReminderSettings.MostTimes || minutes.Any(m => m is < 0 or > ReminderSettings.MostMinutes)))
        {
            return new Failure.Invalid("minutes", $"Must be at most {ReminderSettings.MostTimes} times, each from 0 to {ReminderSettings.MostMinutes} minutes before.");
        }

        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        // Also what holds back another first change until this one is made.
        await db.LayOutAnewAsync(member.OrganizationId, member.Id, cancellationToken);
        var settings = await db.ReminderSettings.SingleOrDefaultAsync(s => s.Id == member.Id, cancellationToken) ?? db.ReminderSettings.Add(ReminderSettings.Usual(member.OrganizationId, member.Id)).Entity;
        if (expectedVersion is { } expected && expected != settings.Version)
        {
            return new Failure.Stale();
        }

        settings.Times = change.Minutes is { } times ? ReminderSettings.Write(times) : settings.Times;
        (settings.InApp, settings.ByMail) = (change.InApp ?? settings.InApp, change.ByMail ?? settings.ByMail);
        if ((await db.TrySaveAsync(cancellationToken)).Failure is { } stale)
        {
            return stale;
        }

        await write.CommitAsync(cancellationToken);
        return settings;
    }
}
