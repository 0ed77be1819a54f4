using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Providers.GoogleCalendar;

/// <summary>Google Calendar: OAuth 2.0 and the Calendar API v3. Facts and oddities in README.md beside this file.</summary>
public sealed class GoogleCalendarProvider : IProvider
{
    public const string Key = "google-calendar";

    public ProviderManifest Manifest { get; } = new()
    {
        Key = Key,
        Name = "Google Calendar",
        Vendor = "Google",
        Category = Category.Calendar,
        Auth = AuthKind.OAuth,
        Monogram = "GC",
        Hue = 255,
        Summary = "Keeps your Google calendars in step, so that nobody books over time you already use.",
        Benefits =
        [
            "Every event of the calendars you choose blocks your time here.",
            "What you change at Google shows here at once, or within minutes where Google can’t reach this server.",
            "All-day, recurring and declined events are understood as Google means them.",
        ],
        Privacy = "Colleagues see only that you are busy, never titles or guests. We never read mail or contacts. Access is stored encrypted on this server, and is deleted when you disconnect.",
        Scopes =
        [
            new(GoogleScopes.CalendarList, "See which calendars you have", "So that you can choose which of them block your time.", "See the list of Google calendars you’re subscribed to", "calendar_month", "Calendars can't be listed: you did not allow it.", Required: true),
            new(GoogleScopes.EventsRead, "See your events", "So that nobody can book over time you already use, and you see your week here. We keep time, title, place, notes and guests of each event.", "View events on all your calendars", "event_note", "Events can't be read: you did not allow it.", Required: true, GoogleScopes.EventsWrite),
            new(GoogleScopes.EventsWrite, "Write your bookings into your calendar", "So that what is booked with you stands in the calendar you choose, with its guests, and follows when it is moved or called off. Your other events stay as they are.", "View and edit events on all your calendars", "edit_calendar", "Nothing can be written into your calendars: you did not allow it.", Required: false),
            new(GoogleScopes.OpenId, "Know which account this is", "So that we never mix up two accounts.", "Associate you with your personal info on Google", "account_circle", "The account can't be told apart.", Required: true),
            new(GoogleScopes.Email, "Know its address", "So that we can show you which account is connected.", "See your primary Google Account email address", "alternate_email", "The account's address is not shown: you did not allow it.", Required: true, GoogleScopes.EmailGranted),
        ],
        Endpoints = new ProviderEndpoints(
            "https://accounts.google.com/o/oauth2/v2/auth",
            "https://oauth2.googleapis.com/token",
            "https://oauth2.googleapis.com/revoke",
            "https://www.googleapis.com/calendar/v3",
            "https://openidconnect.googleapis.com/v1/userinfo"),
        AuthorizeParameters = new Dictionary<string, string>
        {
            ["access_type"] = "offline", // without it Google gives no refresh token
            ["prompt"] = "consent", // given again only when asked again
            ["include_granted_scopes"] = "true",
        },
        IdleGrantDays = 180,
        ConsoleUrl = "https://console.cloud.google.com/apis/credentials",
        DocsUrl = "https://developers.google.com/workspace/calendar/api/guides/overview",
        Tips =
        [
            new("Google shows “This app isn’t verified”", "Your administrator registered this product but Google has not reviewed it. Inside one company, set the consent screen to Internal and the page goes away."),
            new("Access ends after seven days", "The consent screen at Google is in Testing. Set it to In production, then reconnect."),
            new("A calendar is missing", "Only calendars you have ticked in Google Calendar's own settings are listed."),
        ],
    };

    public void Register(IServiceCollection services)
    {
        services.AddSingleton<GoogleCalendarApi>();
        services.AddKeyedSingleton<ICalendarReader, GoogleCalendarReader>(Key);
        services.AddKeyedSingleton<ICalendarWriter, GoogleCalendarWriter>(Key);
        services.AddKeyedSingleton<ICalendarWatcher, GoogleCalendarWatcher>(Key);
        services.AddKeyedSingleton<IWebhookReceiver, GoogleWebhookReceiver>(Key);
        services.AddKeyedSingleton<IAccountProbe, GoogleAccountProbe>(Key);
    }
}

/// <summary>Scopes as Google names them; <c>calendar.events*</c> authorises neither the list of calendars nor free/busy.</summary>
internal static class GoogleScopes
{
    public const string CalendarList = "https://www.googleapis.com/auth/calendar.calendarlist.readonly";
    public const string EventsRead = "https://www.googleapis.com/auth/calendar.events.readonly";
    public const string EventsWrite = "https://www.googleapis.com/auth/calendar.events";
    public const string OpenId = "openid";
    public const string Email = "email";

    /// <summary>What the token response calls <see cref="Email"/>.</summary>
    public const string EmailGranted = "https://www.googleapis.com/auth/userinfo.email";
}
