using System.ComponentModel.DataAnnotations;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>Section <c>Webhooks</c>: how messages are delivered.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>Most requests to one endpoint at once. A new or failing endpoint gets fewer.</summary>
    [Range(1, 256)]
    public int MostAtOnce { get; set; } = 64;

    /// <summary>Seconds, beyond an endpoint's timeout, after which what a crashed server was sending is sent by another.</summary>
    [Range(1, 600)]
    public int LeaseSeconds { get; set; } = 30;

    /// <summary>Days without a single success after which an endpoint that fails is disabled. People are warned after half of them.</summary>
    [Range(1, 30)]
    public int DisableAfterDays { get; set; } = 5;

    /// <summary>Number of deliveries given up in a row after which an endpoint is disabled.</summary>
    [Range(1, 1_000_000)]
    public int DisableAfterExhausted { get; set; } = 100;

    internal Duration Lease => Duration.FromSeconds(LeaseSeconds);
}
