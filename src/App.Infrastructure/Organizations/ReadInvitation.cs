using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace App.Infrastructure.Organizations;

/// <summary>What the page of an invitation's link says before anyone has signed in.</summary>
public sealed record InvitationView(string Organization, Role Role, string? InvitedBy, Instant ExpiresAt);

/// <summary>Reads the open invitation of a link, or says in words why it can't be used. Whoever holds the link may know this much.</summary>
public sealed class ReadInvitation(AppDatabase database, TimeProvider time)
{
    public async Task<Result<InvitationView>> RunAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("invitation link: the token decides which organization");
        if (!(await Admission.FindAsync(db, token, time.Now(), cancellationToken)).TryGet(out var invitation, out var unusable))
        {
            return unusable;
        }

        var organization = await db.Organizations.Where(o => o.Id == invitation.OrganizationId).Select(o => o.Name).SingleAsync(cancellationToken);
        var by = await db.Members.Where(m => m.Id == invitation.InvitedBy).Select(m => m.Name).SingleOrDefaultAsync(cancellationToken);
        return new InvitationView(organization, invitation.Role, by, invitation.ExpiresAt);
    }
}
