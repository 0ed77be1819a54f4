using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Providers;

/// <summary>The contract of a capability, held by every provider that has it: one abstract suite, a subclass for each provider.</summary>
public abstract class CapabilityTests<TCapability>(Vendor vendor) : IAsyncLifetime
    where TCapability : notnull
{
    /// <summary>Key of the provider the suite is held against.</summary>
    public string Provider => vendor.Provider;

    protected Vendor Vendor => vendor;

    protected World World { get; private set; } = null!;

    protected Guid Connection { get; private set; }

    protected SandboxControl Control => World.Control.Of(vendor.Name);

    protected TCapability Capability => World.Hub.GetRequiredKeyedService<TCapability>(vendor.Provider);

    public virtual async Task InitializeAsync()
    {
        World = await World.BuildAsync();
        Connection = await vendor.ConnectAsync(World, World.Email);
    }

    public virtual async Task DisposeAsync()
    {
        if (World is not null)
        {
            await World.DisposeAsync();
        }
    }

    protected Task<string> FaultAsync(string kind, string? operation, int? count = null, int? retryAfterSeconds = null) =>
        Control.AddFaultAsync(new { kind, vendor = vendor.Name, operation, count, retryAfterSeconds });

    /// <summary>A grant no vendor knows.</summary>
    protected Grant DeadGrant() => new(Connection, vendor.Provider, vendor.DeadSecretIn(World), null, 0);

    protected async Task<Grant> GrantAsync(Guid? connection = null) => (await World.Get<Grants>().GetAsync(connection ?? Connection, default)).Value;

    protected static void AssertFailed<TFailure, T>(Result<T> result)
        where TFailure : Failure => Assert.IsType<TFailure>(result.Failure);
}
