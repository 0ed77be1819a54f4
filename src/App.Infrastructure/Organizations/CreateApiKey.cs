using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using NodaTime;

namespace App.Infrastructure.Organizations;

/// <summary>A key just made. <paramref name="Secret"/> is shown once: only its hash is kept.</summary>
public sealed record CreatedApiKey(Guid Id, string Secret, ApiKeyView View)
{
    public override string ToString() => $"CreatedApiKey {Id}";
}

/// <summary>Makes a key that acts as the Owner or Admin who made it. A key can't make keys.</summary>
public sealed class CreateApiKey(AppDatabase database, TimeProvider time)
{
    private const int NameLength = 80;

    public async Task<Result<CreatedApiKey>> RunAsync(Actor actor, string? name, bool mayWrite, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var text = errors.Text("name", name, NameLength);
        if (errors.Any(out var invalid))
        {
            return invalid;
        }

        await using var db = database.ForOrganization(actor);
        if (actor is not Actor.Person)
        {
            return new Failure.NotFound("It");
        }

        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        var secret = ApiKeyText.Create();
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            OrganizationId = actor.OrganizationId,
            MemberId = member.Id,
            Name = text,
            Prefix = ApiKeyText.PrefixOf(secret),
            Hash = SecretText.Hash(secret),
            MayWrite = mayWrite,
            CreatedAt = time.Now(),
        };
        db.ApiKeys.Add(key);
        db.Log(actor.OrganizationId, "api_key.created", $"{member.Name} created the API key “{text}”, which may {(mayWrite ? "read and write" : "read")}.", member.Name, new ActivitySubject(member.Id));
        await db.SaveChangesAsync(cancellationToken);
        return new CreatedApiKey(key.Id, secret, new ApiKeyView(key.Id, key.Name, key.Prefix, key.MayWrite, member.Name, key.CreatedAt, null, key.Version));
    }
}

/// <summary>A key as a list shows it.</summary>
public sealed record ApiKeyView(Guid Id, string Name, string Prefix, bool MayWrite, string Member, Instant CreatedAt, Instant? LastUsedAt, long Version);
