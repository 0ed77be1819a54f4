using App.Domain.Connections;
using App.Infrastructure.Hosting;
using Microsoft.Extensions.Options;

namespace App.Infrastructure.Providers.Shared;

/// <summary>Where each provider is reached: the manifest's addresses, overridden by configuration.</summary>
public sealed class ProviderAddresses(IOptions<ProvidersOptions> options, PublicUrl publicUrl)
{
    public ProviderEndpoints Of(ProviderManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var vendor = manifest.Endpoints ?? throw new InvalidOperationException($"{manifest.Key} is not built.");
        var own = options.Value.GetValueOrDefault(manifest.Key);
        string Absolute(string url) =>
            url.Length == 0 ? url : publicUrl.Resolve(TenantOf(manifest) is { } tenant ? url.Replace("{tenant}", tenant, StringComparison.Ordinal) : url).ToString();
        return new ProviderEndpoints(
            Absolute(own?.AuthorizeUrl ?? vendor.AuthorizeUrl),
            Absolute(own?.TokenUrl ?? vendor.TokenUrl),
            (own?.RevokeUrl ?? vendor.RevokeUrl) is { } revoke ? Absolute(revoke) : null,
            Absolute(own?.ApiUrl ?? vendor.ApiUrl),
            (own?.UserInfoUrl ?? vendor.UserInfoUrl) is { } userInfo ? Absolute(userInfo) : null);
    }

    /// <summary>Whose accounts may be connected; null where the vendor has no tenants.</summary>
    public string? TenantOf(ProviderManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return options.Value.GetValueOrDefault(manifest.Key)?.Tenant ?? manifest.DefaultTenant;
    }
}
