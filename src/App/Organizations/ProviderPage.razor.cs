using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Connections;
using App.Infrastructure.Hosting;
using App.Infrastructure.Organizations;
using App.Infrastructure.Providers;
using App.Infrastructure.Providers.Shared;
using Microsoft.AspNetCore.Components;

namespace App.Organizations;

/// <summary>Setting one provider up: register there, enter the client, check it.</summary>
public partial class ProviderPage
{
    private ProviderCredentialsView? _own;
    private bool _isConfigured;
    private bool _removing;
    private string? _clientId;
    private string? _clientSecret;

    /// <summary>Key of the catalogue.</summary>
    [Parameter] public string Key { get; set; } = "";

    [Inject] private Catalogue Catalogue { get; set; } = null!;

    [Inject] private PublicUrl PublicUrl { get; set; } = null!;

    [Inject] private ProviderAddresses Addresses { get; set; } = null!;

    [Inject] private ProviderClients Clients { get; set; } = null!;

    [Inject] private ReadProviderCredentials ReadCredentials { get; set; } = null!;

    [Inject] private SetProviderCredentials SetCredentials { get; set; } = null!;

    [Inject] private RemoveProviderCredentials RemoveCredentials { get; set; } = null!;

    [Inject] private CheckProviderCredentials CheckCredentials { get; set; } = null!;

    protected override IReadOnlySet<string> Follows { get; } = new HashSet<string> { Topics.Providers };

    private ProviderManifest? Manifest => Catalogue.Find(Key);

    private string Summary =>
        _own is not null ? $"Your organization's own client is used{(_isConfigured ? " instead of the one from this server's configuration" : "")}."
        : _isConfigured ? "The client from this server's configuration is used. You can set your organization's own."
        : "Nobody can connect it until a client is registered.";

    protected override async Task<Failure?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!(await ReadCredentials.RunAsync(Actor, cancellationToken)).TryGet(out var all, out var failure))
        {
            return failure;
        }

        var own = all.FirstOrDefault(c => c.Provider == Key);
        if (own?.Version != _own?.Version)
        {
            _clientId = own?.ClientId;
        }

        (_own, _isConfigured) = (own, Clients.IsConfigured(Key));
        return null;
    }

    private Task SaveAsync() => SubmitAsync("save", ct => SetCredentials.RunAsync(Actor, Key, _clientId, _clientSecret, _own?.Version, ct), _ => _clientSecret = null);

    private Task CheckAsync() => SubmitAsync("check", ct => CheckCredentials.RunAsync(Actor, Key, ct));

    private Task RemoveAsync() => SubmitAsync("remove", ct => RemoveCredentials.RunAsync(Actor, Key, _own?.Version, ct));
}
