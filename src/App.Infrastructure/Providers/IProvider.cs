using App.Domain.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Providers;

/// <summary>A provider: its manifest, and its capabilities registered under its key.</summary>
public interface IProvider
{
    ProviderManifest Manifest { get; }

    void Register(IServiceCollection services);
}
