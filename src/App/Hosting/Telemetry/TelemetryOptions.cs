using System.ComponentModel.DataAnnotations;

namespace App.Hosting.Telemetry;

/// <summary>Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions : IValidatableObject
{
    public const string Section = "Telemetry";

    /// <summary>Address of an OpenTelemetry collector (OTLP over HTTP), such as <c>http://localhost:4318</c>. Default: none, and nothing is sent.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>Name under which this installation appears in traces and metrics.</summary>
    public string ServiceName { get; set; } = "integrations-hub";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OtlpEndpoint is { } endpoint && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https"))
        {
            yield return new("must be an absolute http or https address", [nameof(OtlpEndpoint)]);
        }
    }
}
