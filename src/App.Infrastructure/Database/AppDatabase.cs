using App.Domain;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Database;

/// <summary>
/// Where contexts come from: for the organization of an actor, or for the system with a reason (an architecture test lists who asks for the latter).
/// </summary>
public sealed class AppDatabase(Func<AppDbContext> make, Dialect dialect, WriteGate gate, ChangeFeed feed, TimeProvider time)
{
    public AppDbContext ForOrganization(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return Open(actor.OrganizationId);
    }

    public AppDbContext ForSystem(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return Open(null);
    }

    private AppDbContext Open(Guid? organization)
    {
        var db = make();
        db.Begin(organization, gate, feed, time, dialect);
        return db;
    }
}
