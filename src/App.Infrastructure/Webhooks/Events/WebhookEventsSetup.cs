using App.Infrastructure.Webhooks.Delivering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Infrastructure.Webhooks.Events;

/// <summary>Registers what is told to endpoints.</summary>
public static class WebhookEventsSetup
{
    public static IServiceCollection AddWebhookEvents(this IServiceCollection services)
    {
        services.TryAddSingleton<WebhookSignal>();
        return services.AddSingleton<PublishEvent>().AddSingleton<ListMessages>().AddSingleton<ReadMessage>();
    }
}
