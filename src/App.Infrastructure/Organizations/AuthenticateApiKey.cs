using App.Domain;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>Finds whose key a program presented. That it was used is written down afterwards, not in the request's way.</summary>
public sealed class AuthenticateApiKey(AppDatabase database, LastUses uses)
{
    /// <returns>Null for a key that is unknown, revoked, or whose member is gone: the caller learns no more than that.</returns>
    public async Task<Actor.Key?> RunAsync(string presented, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.IsWellFormed(presented))
        {
            return null;
        }

        var hash = SecretText.Hash(presented);
        await using var db = database.ForSystem("API key: the key decides which organization");
        var key = await db.ApiKeys.Where(k => k.Hash == hash && k.RevokedAt == null)
            .Join(db.Members.Where(m => m.RemovedAt == null), k => k.MemberId, m => m.Id, (k, m) => new { k.OrganizationId, k.MemberId, k.Id, k.MayWrite })
            .SingleOrDefaultAsync(cancellationToken);
        if (key is null)
        {
            return null;
        }

        uses.Note(new Use(UseOf.Key, key.Id));
        return new Actor.Key(key.OrganizationId, key.MemberId, key.Id, key.MayWrite);
    }
}
