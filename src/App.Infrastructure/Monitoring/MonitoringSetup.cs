using App.Infrastructure.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Monitoring;

/// <summary>Registers the use cases of the log, health and notifications.</summary>
public static class MonitoringSetup
{
    public static IServiceCollection AddMonitoring(this IServiceCollection services) => services
        .AddSingleton<ListActivities>()
        .AddSingleton<CheckHealth>()
        .AddSingleton<ListNotifications>();
}
