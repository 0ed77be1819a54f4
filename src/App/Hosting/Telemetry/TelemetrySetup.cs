namespace App.Hosting.Telemetry;

/// <summary>Sends traces and metrics where a collector is configured.</summary>
internal static class TelemetrySetup
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new TelemetryOptions();
        if (options.OtlpEndpoint is not null)
        {
            // First of all hosted services: it starts before the others and flushes after them.
            services.AddSingleton(options);
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryHost>());
        }

        return services;
    }
}
