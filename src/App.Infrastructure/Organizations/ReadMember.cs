using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>The member behind an actor and her organization, as pages and policies need them.</summary>
public sealed record CurrentMemberView(Guid Id, string Name, string? Email, bool EmailVerified, Role Role, string TimeZone, bool TimeZoneChosen, string Locale, long Version, OrganizationView Organization);

/// <summary>The organization a member works in.</summary>
public sealed record OrganizationView(Guid Id, string Name, string? EmailDomain, long Version);

/// <summary>Reads the member behind an actor; not found once she was removed.</summary>
public sealed class ReadMember(AppDatabase database)
{
    public async Task<Result<CurrentMemberView>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        var found = await db.Members.Where(m => m.Id == actor.MemberId && m.RemovedAt == null)
            .Join(db.Organizations, m => m.OrganizationId, o => o.Id, (m, o) => new CurrentMemberView(
                m.Id, m.Name, m.Email, m.EmailVerified, m.Role, m.TimeZone, m.TimeZoneChosen, m.Locale, m.Version, new OrganizationView(o.Id, o.Name, o.EmailDomain, o.Version)))
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? new Failure.NotFound("The member") : found;
    }
}
