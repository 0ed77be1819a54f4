namespace App.Hosting.Telemetry;

/// <summary>Sends traces and metrics where a collector is configured.</summary>
internal static class TelemetrySetup
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new TelemetryOptions();
        if (options.OtlpEndpoint is not null)
        {
            // Otherwise spans of requests say neither route nor status (.NET 10; the other way round from 11 on).
            AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

            // First of all hosted services: it starts before the others and flushes after them.
            services.AddSingleton(options);
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryHost>());
        }

        return services;
    }
}
