using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Monitoring;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Organizations;

/// <summary>Keeps the client id and secret registered at a provider, the secret sealed. It never comes back out.</summary>
public sealed class SetProviderCredentials(AppDatabase database, Catalogue catalogue, Seals seals, TimeProvider time)
{
    private const int ClientIdLength = 500;
    private const int SecretLength = 5000;

    /// <param name="actor">An Owner or Admin.</param>
    /// <param name="provider">Key of the catalogue.</param>
    /// <param name="clientId">As registered.</param>
    /// <param name="clientSecret">Null or empty keeps the one that is there.</param>
    /// <param name="expectedVersion">The version she saw; null where there was none or it does not matter.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<Result<ProviderCredentialsView>> RunAsync(Actor actor, string provider, string? clientId, string? clientSecret, long? expectedVersion, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await write.LockAsync("provider-credentials", cancellationToken);
        if (!(await db.MayWriteAsync(actor, Role.Admin, cancellationToken)).TryGet(out var admin, out var refused))
        {
            return refused;
        }

        var row = await db.ProviderCredentials.SingleOrDefaultAsync(c => c.Provider == provider, cancellationToken);
        if (Check(provider, clientId, clientSecret, row is null or { IsLost: true }).Any(out var invalid))
        {
            return invalid;
        }

        if (row is not null && row.Version != (expectedVersion ?? row.Version))
        {
            return new Failure.Stale();
        }

        row = Store(db, row, actor.OrganizationId, provider, clientId!.Trim(), clientSecret?.Trim());
        db.Log(actor.OrganizationId, "provider.credentials_set", $"{admin.Name} set the client id and secret of {catalogue.Read(provider).Name}.", admin.Name, new ActivitySubject());
        if (!(await db.TrySaveAsync(cancellationToken)).TryGet(out _, out var stale))
        {
            return stale;
        }

        await write.CommitAsync(cancellationToken);
        return ProviderCredentialsView.Of(row);
    }

    private FieldErrors Check(string provider, string? clientId, string? clientSecret, bool needsSecret)
    {
        var errors = new FieldErrors();
        if (catalogue.Find(provider) is not { IsBuilt: true, IsTyped: false })
        {
            errors.Add("provider", "Name a provider of the catalogue.");
        }

        errors.Text("clientId", clientId, ClientIdLength);
        if (needsSecret || !string.IsNullOrWhiteSpace(clientSecret))
        {
            errors.Text("clientSecret", clientSecret, SecretLength);
        }

        return errors;
    }

    private ProviderCredentials Store(AppDbContext db, ProviderCredentials? row, Guid organizationId, string provider, string clientId, string? secret)
    {
        var now = time.Now();
        if (row is null)
        {
            var id = Guid.CreateVersion7(time.GetUtcNow());
            row = new ProviderCredentials { Id = id, OrganizationId = organizationId, Provider = provider, ClientId = clientId, SealedSecret = seals.Close(SealPurpose.ProviderCredentials, id, secret!), ChangedAt = now };
            db.ProviderCredentials.Add(row);
            return row;
        }

        (row.ClientId, row.ChangedAt, row.CheckedAt, row.Problem) = (clientId, now, null, null);
        if (!string.IsNullOrEmpty(secret))
        {
            row.SealedSecret = seals.Close(SealPurpose.ProviderCredentials, row.Id, secret);
        }

        return row;
    }
}
