using App.Infrastructure.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>Registers what delivers messages.</summary>
public static class DeliveringSetup
{
    public static IServiceCollection AddDelivering(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateDataAnnotations();
        return services.AddSingleton<WebhookSignal>().AddSingleton<WebhookSender>().AddSingleton<EndpointBook>().AddSingleton<DisableEndpoint>().AddSingleton<WatchEndpoints>();
    }

    /// <summary>Delivers as long as the process runs.</summary>
    public static IServiceCollection AddWebhookPump(this IServiceCollection services) => services.AddHostedService<WebhookPump>();
}
