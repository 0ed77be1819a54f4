using App.Domain;
using App.Domain.Availability;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Availability;

/// <summary>Reads by which rules the actor can be booked.</summary>
public sealed class ReadAvailabilityRules(AppDatabase database)
{
    public async Task<Result<AvailabilityRulesView>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var zone = Clock.ZoneOrUtc(member.TimeZone);
        return await db.AvailabilityRules.AsNoTracking().SingleOrDefaultAsync(r => r.Id == member.Id, cancellationToken) is { } rules
            ? new AvailabilityRulesView(WorkingHours.Parse(rules.Hours), zone, rules.BufferBeforeMinutes, rules.BufferAfterMinutes, rules.NoticeMinutes, rules.Version)
            : new AvailabilityRulesView(WorkingHours.Usual, zone, 0, 0, 0, 0);
    }
}
