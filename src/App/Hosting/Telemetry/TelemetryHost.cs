using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace App.Hosting.Telemetry;

/// <summary>Holds OpenTelemetry's providers for the life of the application.</summary>
internal sealed class TelemetryHost(TelemetryOptions options) : IHostedService, IDisposable
{
    private const int FlushMilliseconds = 5000;

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(options.ServiceName);
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("App", "App.*", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Quartz")
            .AddProcessor<SecretlessSpans>()
            .AddOtlpExporter(exporter => Send(exporter, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter("App", "App.*", "Microsoft.AspNetCore.*", "Microsoft.EntityFrameworkCore", "System.Net.Http", "System.Runtime", "Npgsql", "Quartz")
            .AddOtlpExporter((exporter, _) => Send(exporter, "v1/metrics"))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(FlushMilliseconds);
        _metrics?.ForceFlush(FlushMilliseconds);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private void Send(OtlpExporterOptions exporter, string path)
    {
        exporter.Endpoint = new Uri(new Uri(options.OtlpEndpoint!.AbsoluteUri.TrimEnd('/') + "/"), path);
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
    }
}
