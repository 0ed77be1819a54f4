using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>Gives the organization another name. Owners and Admins.</summary>
public sealed class RenameOrganization(AppDatabase database)
{
    public async Task<Result<Done>> RunAsync(Actor actor, string? name, long? expectedVersion, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var text = errors.Text("name", name, Organization.NameLength);
        if (errors.Any(out var invalid))
        {
            return invalid;
        }

        await using var db = database.ForOrganization(actor);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var admin, out var refused))
        {
            return refused;
        }

        var organization = await db.Organizations.SingleAsync(cancellationToken);
        if (organization.Version != (expectedVersion ?? organization.Version))
        {
            return new Failure.Stale();
        }

        db.Log(organization.Id, "organization.renamed", $"{admin.Name} renamed {organization.Name} to {text}.", admin.Name, new ActivitySubject());
        organization.Name = text;
        db.Announce(organization.Id, Topics.Members, organization.Id, organization.Version + 1);
        return await db.TrySaveAsync(cancellationToken);
    }
}
