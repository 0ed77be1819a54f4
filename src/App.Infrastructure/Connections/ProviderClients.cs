using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Providers;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace App.Infrastructure.Connections;

/// <summary>Finds this product's client id and secret at a provider: the organization's own, else the operator's.</summary>
public sealed class ProviderClients(IOptions<ProvidersOptions> options, Seals seals)
{
    /// <summary>True where the operator configured a client for every organization.</summary>
    public bool IsConfigured(string provider) => options.Value.GetValueOrDefault(provider) is { ClientId.Length: > 0, ClientSecret.Length: > 0 };

    public async Task<Result<ClientCredentials>> FindAsync(AppDbContext db, Guid organizationId, ProviderManifest manifest, CancellationToken cancellationToken)
    {
        var own = await db.ProviderCredentials.AsNoTracking().SingleOrDefaultAsync(c => c.OrganizationId == organizationId && c.Provider == manifest.Key, cancellationToken);
        if (own is { IsLost: true })
        {
            return new Failure.Rejected("needs_setup", $"The client secret of {manifest.Name} was lost on this server. An administrator can enter it again under Settings, Providers.");
        }

        if (own is not null)
        {
            return seals.Open(SealPurpose.ProviderCredentials, own.Id, own.SealedSecret).Select(secret => new ClientCredentials(own.ClientId, secret));
        }

        return options.Value.GetValueOrDefault(manifest.Key) is { ClientId: { Length: > 0 } id, ClientSecret: { Length: > 0 } secret }
            ? new ClientCredentials(id, secret)
            : new Failure.Rejected("needs_setup", $"{manifest.Name} is not set up yet. An administrator can do it under Settings, Providers.");
    }
}
