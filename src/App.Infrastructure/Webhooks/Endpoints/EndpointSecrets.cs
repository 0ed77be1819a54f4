using App.Domain;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks.Signing;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Secrets of an endpoint, as they are stored.</summary>
internal static class EndpointSecrets
{
    /// <summary>Most that sign at a time.</summary>
    public const int MostLive = 5;

    /// <summary>Adds a new one to what is saved.</summary>
    public static EndpointSecret AddSecret(this AppDbContext db, Seals seals, Endpoint endpoint)
    {
        var id = Guid.CreateVersion7(db.Time.GetUtcNow());
        return db.EndpointSecrets.Add(new EndpointSecret
        {
            Id = id,
            OrganizationId = endpoint.OrganizationId,
            EndpointId = endpoint.Id,
            Sealed = seals.Close(SealPurpose.EndpointSecret, id, SigningSecrets.Generate(endpoint.Scheme).Reveal()),
            CreatedAt = db.Time.Now(),
        }).Entity;
    }

    /// <summary>Those that sign now, newest first.</summary>
    public static Task<List<EndpointSecret>> LiveSecretsAsync(this AppDbContext db, Guid endpoint, CancellationToken cancellationToken)
    {
        var now = db.Time.Now();
        return db.EndpointSecrets.Where(s => s.EndpointId == endpoint && (s.ExpiresAt == null || s.ExpiresAt > now)).OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id).ToListAsync(cancellationToken);
    }

    public static Result<SigningSecret> Open(this Seals seals, EndpointSecret secret) =>
        seals.Open(SealPurpose.EndpointSecret, secret.Id, secret.Sealed).Select(text => SigningSecrets.Parse(text) ?? throw new InvalidOperationException("A stored secret is none."));

    /// <summary>What the receiver verifies with.</summary>
    public static Result<string> VerifierOf(this Seals seals, EndpointSecret secret) => seals.Open(secret).Select(SigningSecrets.ForReceiver);
}
