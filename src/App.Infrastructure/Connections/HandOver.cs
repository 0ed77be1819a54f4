using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Connections;

/// <summary>
/// An address to which another system sends is the organization's, not hers who opened it: where her own connections end, it stays, and is another's from then on. It goes to
/// whoever acts, where she is an Owner or Admin; otherwise to the Owner who has been there longest.
/// </summary>
public sealed class HandOver(AppDatabase database, Catalogue catalogue)
{
    internal async Task RunAsync(Actor actor, Guid memberId, CancellationToken cancellationToken)
    {
        var heard = catalogue.All.Where(p => p.IsHeard).Select(p => p.Key).ToList();
        await using var db = database.ForOrganization(actor);
        var ids = await db.Connections.Where(c => c.MemberId == memberId && c.Status != ConnectionStatus.Disconnected && heard.Contains(c.Provider)).Select(c => c.Id).ToListAsync(cancellationToken);
        foreach (var id in ids)
        {
            await GiveAsync(actor, memberId, id, cancellationToken);
        }
    }

    private async Task GiveAsync(Actor actor, Guid memberId, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await write.LockOwnersAsync(actor.OrganizationId, cancellationToken);
        if (await HeirAsync(db, actor, cancellationToken) is not { } heir || heir.Id == memberId
            || await db.HoldConnectionAsync(id, cancellationToken) is not { Status: not ConnectionStatus.Disconnected } connection || connection.MemberId != memberId)
        {
            return;
        }

        connection.MemberId = heir.Id;
        db.Log(actor.OrganizationId, "connection.handed_over", $"{catalogue.Read(connection.Provider).Name} ({connection.AccountName}) is {heir.Name}'s from now on.", "Integrations", new ActivitySubject(heir.Id, id));
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private static async Task<Member?> HeirAsync(AppDbContext db, Actor actor, CancellationToken cancellationToken) =>
        await db.Members.SingleOrDefaultAsync(m => m.Id == actor.MemberId && m.Role >= Role.Admin && m.RemovedAt == null, cancellationToken)
        ?? await db.Members.Where(m => m.Role == Role.Owner && m.RemovedAt == null).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).FirstOrDefaultAsync(cancellationToken);
}
