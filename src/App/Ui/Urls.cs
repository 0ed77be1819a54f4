using NodaTime;
using NodaTime.Text;

namespace App.Ui;

/// <summary>
/// Where everything is. Relative to the document's base, so that links hold behind any path base;
/// routes put a slash in front: <c>@attribute [Route("/" + Urls.Calendars)]</c>.
/// </summary>
public static class Urls
{
    public const string Home = "";
    public const string Integrations = "integrations";
    public const string Connect = "integrations/connect";
    public const string StartConnecting = "integrations/connect/start";
    public const string AnswerOtherAccount = "integrations/connect/other-account";
    public const string Callback = "integrations/callback";
    public const string Connected = "integrations/connected";
    public const string Calendars = "integrations/calendar";
    public const string Conflicts = "integrations/conflicts";
    public const string Webhooks = "integrations/webhooks";
    public const string NewWebhook = "integrations/webhooks/new";
    public const string WebhookEventTypes = "integrations/webhooks/event-types";
    public const string WebhookInbound = "integrations/webhooks/inbound";
    public const string Bookings = "bookings";
    public const string NewBooking = "bookings/new";
    public const string SyncStatus = "integrations/sync-status";
    public const string Health = "integrations/health";
    public const string Activity = "integrations/logs";
    public const string Settings = "settings";
    public const string SettingsProviders = "settings/providers";
    public const string SettingsMembers = "settings/members";
    public const string SettingsKeys = "settings/api-keys";
    public const string Account = "account";
    public const string AccountReminders = "account/reminders";
    public const string Interviews = "interviews";
    public const string Availability = "account/availability";
    public const string ExplainTime = "account/availability/explain";
    public const string SignIn = "sign-in";
    public const string SignInRefused = "sign-in/refused";
    public const string Invitations = "invitations";
    public const string SignOut = "sign-out";
    public const string Error = "error";
    public const string NotFound = "not-found";

    /// <summary>What came in for one connection.</summary>
    public static string InboundOf(Guid connection) => $"{WebhookInbound}?connection={connection}";

    public static string InboundEvent(Guid id) => $"{WebhookInbound}/{id}";

    public static string ConnectCalendar(string provider) => $"{Connect}/calendar/{Uri.EscapeDataString(provider)}";

    public static string ConnectedResult(Guid attempt) => $"{Connected}/{attempt}";

    /// <summary>What follows connecting an account by typing.</summary>
    public static string ConnectedAccount(Guid connection, bool again) => $"{Connected}?connection={connection}{(again ? "&again=true" : "")}";

    public static string ConnectAgain(string provider, Guid? connection) => $"{ConnectCalendar(provider)}?step=3{(connection is { } id ? $"&connection={id}" : "")}";

    /// <summary>The form for a booking, with its time filled in.</summary>
    public static string NewBookingAt(Instant start, Instant end) => $"{NewBooking}?start={InstantPattern.ExtendedIso.Format(start)}&end={InstantPattern.ExtendedIso.Format(end)}";

    public static string Booking(Guid booking) => $"{Bookings}/{booking}";

    public static string CalendarSettings(Guid connection) => $"{Calendars}/{connection}/settings";

    public static string Explain(Instant start, Instant end, Guid? host) => $"{ExplainTime}?start={InstantPattern.ExtendedIso.Format(start)}&end={InstantPattern.ExtendedIso.Format(end)}{(host is { } id ? $"&host={id}" : "")}";

    public static string Webhook(Guid endpoint) => $"{Webhooks}/{endpoint}";

    public static string EditWebhook(Guid endpoint) => $"{Webhooks}/{endpoint}/edit";

    public static string SettingsProvider(string provider) => $"{SettingsProviders}/{Uri.EscapeDataString(provider)}";
}
