using App.Domain;
using App.Infrastructure.Hosting;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Connections;

/// <summary>Asks a provider's token endpoint whether it knows a client.</summary>
public sealed class CheckClient(Catalogue catalogue, OAuthClient oauth, PublicUrl publicUrl) : IProviderCredentialsProbe
{
    public async Task<Result<Done>> CheckAsync(string provider, string clientId, string clientSecret, CancellationToken cancellationToken) =>
        catalogue.Find(provider) is { IsBuilt: true } manifest
            ? await oauth.CheckClientAsync(manifest, new ClientCredentials(clientId, clientSecret), publicUrl.Base + StartAuthorization.CallbackPath, cancellationToken)
            : new Failure.NotFound("The provider");
}
