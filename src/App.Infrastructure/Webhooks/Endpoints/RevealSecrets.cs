using App.Domain;
using App.Domain.Organizations;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Security;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Shows the secrets that sign now to an Owner or Admin. It leaves a line in the log: who saw it can sign in our name.</summary>
public sealed class RevealSecrets(AppDatabase database, Seals seals)
{
    /// <returns>Newest first.</returns>
    public async Task<Result<IReadOnlyList<RevealedSecret>>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.OpenEndpointAsync(actor, id, null, cancellationToken)).TryGet(out var open, out var refused))
        {
            return refused;
        }

        var revealed = new List<RevealedSecret>();
        foreach (var secret in await db.LiveSecretsAsync(id, cancellationToken))
        {
            if (!seals.VerifierOf(secret).TryGet(out var text, out var shut))
            {
                return shut;
            }

            revealed.Add(new RevealedSecret(secret.Id, text, secret.CreatedAt, secret.ExpiresAt));
        }

        Log(db, open.Member, open.Endpoint);
        await db.SaveChangesAsync(cancellationToken);
        return revealed;
    }

    internal static void Log(AppDbContext db, Member by, Endpoint endpoint) =>
        db.Log(endpoint.OrganizationId, "webhook.secret_revealed", $"{by.Name} revealed the secret of the webhook endpoint “{endpoint.Name}”.", by.Name, new ActivitySubject());
}
