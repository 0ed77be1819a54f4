using App.Api;
using App.Hosting.Telemetry;
using App.Infrastructure.Availability;
using App.Infrastructure.Bookings;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Notifications;
using App.Infrastructure.Organizations;
using App.Infrastructure.Webhooks.Delivering;
using App.Sandbox;

namespace App.Hosting.Settings;

/// <summary>A section of the configuration and the type that documents it, gives its defaults and says what is allowed.</summary>
public sealed record SettingsSection(string Name, Type Type)
{
    /// <summary>Every section of our own; a key in them that no type knows stops the start.</summary>
    public static readonly IReadOnlyList<SettingsSection> All =
    [
        new(AppOptions.Section, typeof(AppOptions)),
        new(AuthOptions.Section, typeof(AuthOptions)),
        new(DatabaseOptions.Section, typeof(DatabaseOptions)),
        new(DataOptions.Section, typeof(DataOptions)),
        new(ProvidersOptions.Section, typeof(ProvidersOptions)),
        new(OutgoingOptions.Section, typeof(OutgoingOptions)),
        new(AvailabilityOptions.Section, typeof(AvailabilityOptions)),
        new(BookingOptions.Section, typeof(BookingOptions)),
        new(WebhookOptions.Section, typeof(WebhookOptions)),
        new(MailOptions.Section, typeof(MailOptions)),
        new(ApiOptions.Section, typeof(ApiOptions)),
        new(TelemetryOptions.Section, typeof(TelemetryOptions)),
        new(SandboxOptions.Section, typeof(SandboxOptions)),
    ];
}
