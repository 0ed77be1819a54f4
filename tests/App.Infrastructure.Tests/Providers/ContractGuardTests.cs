using App.Infrastructure.Providers;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Providers;

/// <summary>No provider without its contract suites.</summary>
public sealed class ContractGuardTests
{
    /// <summary>
    /// A feed is one calendar of nobody's, read whole from any address, and an incoming webhook has no account at all: they have suites of their own, <see cref="IcsFeed.IcsFeedTests"/>
    /// and <see cref="IncomingWebhook.IncomingWebhookReceiverTests"/>.
    /// </summary>
    private static readonly string[] OfTheirOwn = ["ics-feed", "incoming-webhook"];

    [Fact]
    public void Every_capability_of_every_provider_is_held_to_its_contract()
    {
        var services = new ServiceCollection();
        foreach (var provider in Catalogue.Built)
        {
            provider.Register(services);
        }

        var offered = services.Where(s => s is { IsKeyedService: true, ServiceKey: string }).Select(s => (Provider: (string)s.ServiceKey!, Capability: s.ServiceType)).ToList();
        Assert.All(Catalogue.Built, p => Assert.Contains(offered, o => o.Provider == p.Manifest.Key));
        Assert.Empty(offered.Where(o => !OfTheirOwn.Contains(o.Provider)).Except(Held()).Select(o => $"{o.Provider} has no suite for {o.Capability.Name}"));
    }

    /// <summary>What the suites of this assembly are held against.</summary>
    private static List<(string Provider, Type Capability)> Held() =>
    [
        .. from type in typeof(ContractGuardTests).Assembly.GetTypes()
           where !type.IsAbstract && ContractOf(type) is not null
           let contract = ContractOf(type)
           select ((string)contract.GetProperty(nameof(CapabilityTests<object>.Provider))!.GetValue(Activator.CreateInstance(type))!, contract.GetGenericArguments()[0]),
    ];

    private static Type? ContractOf(Type type) =>
        type.BaseType is not { } parent ? null : parent.IsGenericType && parent.GetGenericTypeDefinition() == typeof(CapabilityTests<>) ? parent : ContractOf(parent);
}
