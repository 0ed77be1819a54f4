using App.Infrastructure.Webhooks.Delivering;
using App.Infrastructure.Webhooks.Endpoints;
using App.Infrastructure.Webhooks.Events;
using App.Infrastructure.Webhooks.Inbound;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Webhooks;

/// <summary>Registers what tells endpoints what happens, and the use cases of it.</summary>
public static class WebhooksSetup
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services.AddDelivering().AddWebhookEndpoints().AddWebhookEvents().AddInbound();
}
