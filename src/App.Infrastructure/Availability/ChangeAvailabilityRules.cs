using App.Domain;
using App.Domain.Availability;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Availability;

/// <summary>What to change of the actor's own rules; null leaves it.</summary>
/// <param name="Hours">The whole week; empty: never.</param>
public sealed record AvailabilityRulesChange(IReadOnlyList<WorkingTime>? Hours = null, int? BufferBeforeMinutes = null, int? BufferAfterMinutes = null, int? NoticeMinutes = null);

/// <summary>Changes by which rules the actor can be booked. What was booked before stands.</summary>
public sealed class ChangeAvailabilityRules(AppDatabase database)
{
    public async Task<Result<Done>> RunAsync(Actor actor, AvailabilityRulesChange change, long? expectedVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (Check(change, out var hours).Any(out var invalid))
        {
            return invalid;
        }

        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        // It holds her row, so that no two first changes meet.
        await db.TouchRulesAsync(actor.OrganizationId, member.Id, cancellationToken);
        var rules = await db.AvailabilityRules.SingleOrDefaultAsync(r => r.Id == member.Id, cancellationToken);
        if ((rules?.Version ?? 0) is var version && version != (expectedVersion ?? version))
        {
            return new Failure.Stale();
        }

        rules ??= db.AvailabilityRules.Add(new AvailabilityRules { Id = member.Id, OrganizationId = actor.OrganizationId, Hours = WorkingHours.Usual.ToString() }).Entity;
        rules.Hours = hours?.ToString() ?? rules.Hours;
        rules.BufferBeforeMinutes = change.BufferBeforeMinutes ?? rules.BufferBeforeMinutes;
        rules.BufferAfterMinutes = change.BufferAfterMinutes ?? rules.BufferAfterMinutes;
        rules.NoticeMinutes = change.NoticeMinutes ?? rules.NoticeMinutes;
        db.Log(actor.OrganizationId, "member.availability_changed", $"{member.Name} changed when {member.Name} can be booked.", member.Name, new ActivitySubject(member.Id));
        if ((await db.TrySaveAsync(cancellationToken)).Failure is { } stale)
        {
            return stale;
        }

        await write.CommitAsync(cancellationToken);
        return Result.Done;
    }

    private static FieldErrors Check(AvailabilityRulesChange change, out WorkingHours? hours)
    {
        var errors = new FieldErrors();
        hours = null;
        if (change.Hours is not null && !WorkingHours.Of(change.Hours).TryGet(out hours, out var wrong))
        {
            foreach (var (field, said) in ((Failure.Invalid)wrong).Errors)
            {
                errors.Add(field, string.Join(' ', said));
            }
        }

        Within(errors, "bufferBeforeMinutes", change.BufferBeforeMinutes, AvailabilityRules.MostBuffer);
        Within(errors, "bufferAfterMinutes", change.BufferAfterMinutes, AvailabilityRules.MostBuffer);
        Within(errors, "noticeMinutes", change.NoticeMinutes, AvailabilityRules.MostNotice);
        return errors;
    }

    private static void Within(FieldErrors errors, string field, int? minutes, int most)
    {
        if (minutes < 0 || minutes > most)
        {
            errors.Add(field, $"Must be 0 to {most}.");
        }
    }
}
