using App.Domain;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Infrastructure.Database;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Connections;

/// <summary>Whether a provider can be connected.</summary>
public enum ProviderState
{
    Available,

    /// <summary>An administrator has to register this product at the vendor first.</summary>
    NeedsSetup,

    /// <summary>Announced; not offered.</summary>
    Coming,
}

/// <summary>A provider as the catalogue shows it.</summary>
public sealed record ProviderView(ProviderManifest Manifest, ProviderState State);

/// <summary>Lists the catalogue with what can be connected in this organization.</summary>
public sealed class ListProviders(AppDatabase database, Catalogue catalogue, ProviderClients clients)
{
    public async Task<Result<IReadOnlyList<ProviderView>>> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = database.ForOrganization(actor);
        if (!(await db.MayReadAsync(actor, Role.Member, cancellationToken)).TryGet(out _, out var refused))
        {
            return refused;
        }

        var own = (await db.ProviderCredentials.ToListAsync(cancellationToken)).ToDictionary(c => c.Provider, c => !c.IsLost);
        return Result.Ok<IReadOnlyList<ProviderView>>([.. catalogue.All.Select(m => new ProviderView(m, StateOf(m, own)))]);
    }

    /// <summary>The organization's own client goes before the configured one, also where its secret was lost.</summary>
    private ProviderState StateOf(ProviderManifest manifest, Dictionary<string, bool> own) =>
        !manifest.IsBuilt ? ProviderState.Coming
        : manifest.Auth != AuthKind.OAuth || (own.TryGetValue(manifest.Key, out var usable) ? usable : clients.IsConfigured(manifest.Key)) ? ProviderState.Available
        : ProviderState.NeedsSetup;
}
