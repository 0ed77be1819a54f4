using App.Infrastructure.Calendars;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>Wakes whoever delivers.</summary>
public sealed class WebhookSignal : WakeUp;
