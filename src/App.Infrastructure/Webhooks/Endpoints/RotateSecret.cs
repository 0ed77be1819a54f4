using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Security;
using NodaTime;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Gives an endpoint a new secret; the one in use signs beside it for a grace time, so that its receiver can change over without losing a message.</summary>
public sealed class RotateSecret(AppDatabase database, Seals seals)
{
    public static readonly Duration UsualGrace = Duration.FromHours(24);

    public static readonly Duration MostGrace = Duration.FromDays(7);

    /// <param name="grace">How long the one in use signs on; zero: it ends at once.</param>
    /// <returns>The new one.</returns>
    public async Task<Result<RevealedSecret>> RunAsync(Actor actor, Guid id, Duration grace, CancellationToken cancellationToken)
    {
        if (RefusalOf(grace) is { } outside)
        {
            return outside;
        }

        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.OpenEndpointAsync(actor, id, null, cancellationToken)).TryGet(out var open, out var refused))
        {
            return refused;
        }

        if (!(await db.ReplaceSecretAsync(seals, open.Endpoint, grace, cancellationToken)).TryGet(out var made, out var tooMany))
        {
            return tooMany;
        }

        db.Log(actor.OrganizationId, "webhook.secret_rotated", $"{open.Member.Name} rotated the secret of the webhook endpoint “{open.Endpoint.Name}”.", open.Member.Name, new ActivitySubject());
        db.Touch(open.Endpoint);
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new RevealedSecret(made.Id, seals.VerifierOf(made).Value, made.CreatedAt, null);
    }

    /// <summary>What is wrong with a grace time; null where nothing is.</summary>
    internal static Failure? RefusalOf(Duration grace) =>
        grace < Duration.Zero || grace > MostGrace ? new Failure.Invalid("grace", $"Must be from 0 to {MostGrace.TotalHours} hours.") : null;
}

internal static class SecretReplacing
{
    /// <summary>Adds a new secret and lets the one in use end, unless too many would sign; the caller saves.</summary>
    public static async Task<Result<EndpointSecret>> ReplaceSecretAsync(this AppDbContext db, Seals seals, Endpoint endpoint, Duration grace, CancellationToken cancellationToken)
    {
        await db.LockEndpointAsync(endpoint.Id, cancellationToken);
        var live = await db.LiveSecretsAsync(endpoint.Id, cancellationToken);
        foreach (var used in live.Where(s => s.ExpiresAt is null))
        {
            used.ExpiresAt = db.Time.Now() + grace;
        }

        return live.Count(s => s.ExpiresAt > db.Time.Now()) >= EndpointSecrets.MostLive
            ? new Failure.Conflict("too_many_secrets", $"{EndpointSecrets.MostLive} secrets sign already. End one of them first.")
            : db.AddSecret(seals, endpoint);
    }
}
