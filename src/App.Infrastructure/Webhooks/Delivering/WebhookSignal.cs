using App.Infrastructure.Calendars;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>Wakes the dispatcher when there may be something to send.</summary>
public sealed class WebhookSignal : WakeUp;
