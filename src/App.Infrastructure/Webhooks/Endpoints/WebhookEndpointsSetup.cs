using App.Infrastructure.Webhooks.Deliveries;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Webhooks.Endpoints;

/// <summary>Registers the use cases of webhook endpoints and deliveries.</summary>
public static class WebhookEndpointsSetup
{
    public static IServiceCollection AddWebhookEndpoints(this IServiceCollection services) => services.AddEndpoints().AddDeliveries();

    private static IServiceCollection AddEndpoints(this IServiceCollection services) => services
        .AddSingleton<EndpointCheck>()
        .AddSingleton<CreateEndpoint>()
        .AddSingleton<ChangeEndpoint>()
        .AddSingleton<PauseEndpoint>()
        .AddSingleton<ResumeEndpoint>()
        .AddSingleton<DeleteEndpoint>()
        .AddSingleton<ListEndpoints>()
        .AddSingleton<ReadEndpoint>()
        .AddSingleton<RotateSecret>()
        .AddSingleton<RevealSecrets>()
        .AddSingleton<EndSecret>()
        .AddSingleton<TestEndpoint>();

    private static IServiceCollection AddDeliveries(this IServiceCollection services) => services
        .AddSingleton<ListDeliveries>()
        .AddSingleton<ReadDelivery>()
        .AddSingleton<ListAttempts>()
        .AddSingleton<ResendDelivery>()
        .AddSingleton<ReplayDeliveries>()
        .AddSingleton<ListReplays>()
        .AddSingleton<ReplaySignal>()
        .AddSingleton<ReplayClaims>()
        .AddSingleton<RunReplay>()
        .AddSingleton<ReadEndpointStats>()
        .AddSingleton<DropOldMessages>();
}
