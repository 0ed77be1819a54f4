using App.Domain;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Ends a secret that was replaced before its grace time is over. The one in use is replaced, never ended.</summary>
public sealed class EndSecret(AppDatabase database)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid id, Guid secretId, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.OpenEndpointAsync(actor, id, null, cancellationToken)).TryGet(out var open, out var refused))
        {
            return refused;
        }

        await db.LockEndpointAsync(id, cancellationToken);
        var secret = await db.EndpointSecrets.SingleOrDefaultAsync(s => s.Id == secretId && s.EndpointId == id, cancellationToken);
        if (secret is not { ExpiresAt: not null })
        {
            return secret is null ? new Failure.NotFound("The secret") : new Failure.Conflict("secret_in_use", "It is the one in use. Rotate it, and end it then.");
        }

        db.EndpointSecrets.Remove(secret);
        db.Log(actor.OrganizationId, "webhook.secret_ended", $"{open.Member.Name} ended a former secret of the webhook endpoint “{open.Endpoint.Name}”.", open.Member.Name, new ActivitySubject());
        db.Touch(open.Endpoint);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return Result.Done;
    }
}
