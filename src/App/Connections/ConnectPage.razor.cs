using App.Domain;
using App.Infrastructure.Connections;
using Microsoft.AspNetCore.Components;

namespace App.Connections;

/// <summary>The catalogue: what can be connected, what waits for an administrator, what is coming.</summary>
public partial class ConnectPage
{
    private IReadOnlyList<ProviderView>? _providers;

    [Inject] private ListProviders ListProviders { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Providers };

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if ((await ListProviders.RunAsync(Actor, cancellationToken)).TryGet(out var providers, out var failure))
        {
            _providers = providers;
        }

        return failure;
    }

    private static string StateWords(ProviderView provider) => provider.State switch
    {
        ProviderState.Available => "Ready to connect",
        ProviderState.NeedsSetup => "Needs set-up",
        _ => "Coming",
    };
}
