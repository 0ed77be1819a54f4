using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Organizations;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Makes an endpoint with a secret of its own; it is told what happens from then on.</summary>
public sealed class CreateEndpoint(AppDatabase database, EndpointCheck check, Seals seals, TimeProvider time)
{
    /// <param name="id">Under which it is made; it is found where it has been made already. Null: a new one.</param>
    public async Task<Result<CreatedEndpoint>> RunAsync(Actor actor, EndpointInput input, Guid? id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var member, out var refused))
        {
            return refused;
        }

        if (await check.CheckAsync(db, input, null, cancellationToken) is { } invalid)
        {
            return invalid;
        }

        await write.LockAsync($"endpoints:{actor.OrganizationId}", cancellationToken);
        if (await db.Endpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancellationToken) is { } before)
        {
            RevealSecrets.Log(db, member, before);
            await db.SaveChangesAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
            var used = await db.EndpointSecrets.AsNoTracking().SingleAsync(s => s.EndpointId == before.Id && s.ExpiresAt == null, cancellationToken);
            return await MadeAsync(db, before, used, cancellationToken);
        }

        if (await db.Endpoints.CountAsync(cancellationToken) >= Endpoint.MostOfOrganization)
        {
            return new Failure.Conflict("too_many_endpoints", $"There are {Endpoint.MostOfOrganization} endpoints, which is as many as there can be. Delete one first.");
        }

        var (endpoint, secret) = Add(db, member, input, id ?? Guid.CreateVersion7(time.GetUtcNow()));
        db.Log(actor.OrganizationId, "webhook.created", $"{member.Name} created the webhook endpoint “{endpoint.Name}”.", member.Name, new ActivitySubject());
        await db.SaveChangesAsync(cancellationToken);
        var made = await MadeAsync(db, endpoint, secret, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return made;
    }

    private async Task<Result<CreatedEndpoint>> MadeAsync(AppDbContext db, Endpoint endpoint, EndpointSecret secret, CancellationToken cancellationToken)
    {
        var view = (await db.ViewAsync(seals, [endpoint], cancellationToken))[0];
        return seals.VerifierOf(secret).Select(verifier => new CreatedEndpoint(endpoint.Id, verifier, view));
    }

    private (Endpoint Endpoint, EndpointSecret Secret) Add(AppDbContext db, Member member, EndpointInput input, Guid id)
    {
        var endpoint = new Endpoint
        {
            Id = id,
            OrganizationId = member.OrganizationId,
            Name = "",
            Url = "",
            StatusSince = time.Now(),
            CreatedBy = member.Id,
            CreatedAt = time.Now(),
        };
        endpoint.Become(input, seals);
        db.Endpoints.Add(endpoint);
        db.EndpointStates.Add(new EndpointState { EndpointId = endpoint.Id, OrganizationId = endpoint.OrganizationId });
        return (endpoint, db.AddSecret(seals, endpoint));
    }
}

internal static class EndpointWriting
{
    /// <summary>Writes what was checked into the row.</summary>
    public static void Become(this Endpoint endpoint, EndpointInput input, Seals seals)
    {
        (endpoint.Name, endpoint.Url) = (input.Name!.Trim(), input.Url!.Trim());
        (endpoint.EventTypes, endpoint.Connections, endpoint.Filters) = (EndpointText.Write(input.EventTypes), EndpointText.Write(input.Connections), EndpointText.Write(input.Filters));
        (endpoint.Scheme, endpoint.TimeoutSeconds, endpoint.PerMinute, endpoint.Order) = (input.Scheme, input.TimeoutSeconds, input.PerMinute, input.Order);
        endpoint.Retries = string.IsNullOrWhiteSpace(input.Retries) ? null : RetrySchedule.Parse(input.Retries).Value.ToString();
        endpoint.Template = string.IsNullOrWhiteSpace(input.Template) ? null : input.Template;
        if (input.Headers is { } headers)
        {
            endpoint.SealedHeaders = seals.Close(endpoint.Id, headers);
        }
    }
}
