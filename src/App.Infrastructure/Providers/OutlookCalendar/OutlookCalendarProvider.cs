using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Providers.OutlookCalendar;

/// <summary>Outlook calendars: Microsoft identity platform v2 and Microsoft Graph v1.0. Facts and oddities in README.md beside this file.</summary>
public sealed class OutlookCalendarProvider : IProvider
{
    public const string Key = "outlook-calendar";

    public ProviderManifest Manifest { get; } = new()
    {
        Key = Key,
        Name = "Outlook Calendar",
        Vendor = "Microsoft",
        Category = Category.Calendar,
        Auth = AuthKind.OAuth,
        Monogram = "OC",
        Hue = 215,
        Summary = "Keeps your Outlook calendars in step, so that nobody books over time you already use.",
        Benefits =
        [
            "Every event of the calendars you choose blocks your time here.",
            "What you change in Outlook shows here at once, or within minutes where Microsoft can’t reach this server.",
            "Free, tentative, out of office, all-day, recurring and declined events are understood as Outlook means them.",
        ],
        Privacy = "Colleagues see only that you are busy, never titles or guests. We never read mail or contacts. Access is stored encrypted on this server, and is deleted when you disconnect.",
        CanUntick = false,
        Scopes =
        [
            new(OutlookScopes.CalendarsRead, "See your calendars and events", "So that nobody can book over time you already use, and you see your week here. We keep time, title, place, notes and guests of each event.", "Read your calendars", "event_note", "Calendars can't be read: you did not allow it.", Required: true, OutlookScopes.Resource + OutlookScopes.CalendarsRead),
            new(OutlookScopes.CalendarsWrite, "Write your bookings into your calendar", "So that what is booked with you stands in the calendar you choose, with its guests, and follows when it is moved or called off. Your other events stay as they are.", "Have full access to your calendars", "edit_calendar", "Nothing can be written into your calendars: you did not allow it.", Required: false, OutlookScopes.Resource + OutlookScopes.CalendarsWrite),
            new(OutlookScopes.UserRead, "Know which account this is, and its address", "So that we never mix up two accounts, and can show you which one is connected.", "Sign you in and read your profile", "account_circle", "The account can't be told apart.", Required: true, OutlookScopes.Resource + OutlookScopes.UserRead),
            new(OutlookScopes.Offline, "Stay connected while you are away", "So that your calendars stay in step when you are not here. Without it access ends after about an hour.", "Maintain access to data you have given it access to", "autorenew", "Access ends after about an hour.", Required: true) { Unlisted = true },
        ],
        Endpoints = new ProviderEndpoints(
            "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
            "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
            RevokeUrl: null, // there is none for one grant: README.md
            "https://graph.microsoft.com/v1.0"),
        DefaultTenant = "common",
        AuthorizeParameters = new Dictionary<string, string>
        {
            ["response_mode"] = "query",
            ["prompt"] = "select_account", // otherwise whoever is signed in at Microsoft is taken without a question
        },
        RequestHeaders = new Dictionary<string, string>
        {
            ["Prefer"] = "IdType=\"ImmutableId\", outlook.timezone=\"UTC\", outlook.body-content-type=\"text\", odata.maxpagesize=" + OutlookCalendarReader.PageSize,
        },
        IdleGrantDays = 90,
        Limits = new ProviderLimits(PerConnection: 4),
        ConsoleUrl = "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade",
        DocsUrl = "https://learn.microsoft.com/graph/outlook-calendar-concept-overview",
        Tips =
        [
            new("Microsoft says “Need admin approval”", "Your organization lets only administrators allow new applications. An administrator of your Microsoft 365 can grant consent once for everybody, in Entra under Enterprise applications."),
            new("Microsoft says the account does not exist in the tenant (AADSTS50020)", "This server is set up for one organization's accounts. Choose your work account, or ask your administrator to allow others."),
            new("I use a personal account (outlook.com, hotmail.com)", "Its calendars are kept in step like any other. Microsoft lets personal accounts neither make Teams meetings this way nor look up colleagues' free time."),
            new("It says that the account has no mailbox", "The account has no Exchange Online mailbox, or it lives on your organization's own Exchange server, which Microsoft Graph can't reach."),
            new("Access lives on after disconnecting", "Microsoft lets nobody but you end it there: at myapps.microsoft.com for a work account, at account.live.com/consent/Manage for a personal one. What this server held is deleted at once."),
        ],
    };

    public void Register(IServiceCollection services)
    {
        services.AddSingleton<OutlookCalendarApi>();
        services.AddSingleton<OutlookSeriesReader>();
        services.AddKeyedSingleton<ICalendarReader, OutlookCalendarReader>(Key);
        services.AddKeyedSingleton<ICalendarWriter, OutlookCalendarWriter>(Key);
        services.AddKeyedSingleton<ICalendarWatcher, OutlookCalendarWatcher>(Key);
        services.AddKeyedSingleton<IChannelRenewer, OutlookCalendarWatcher>(Key);
        services.AddKeyedSingleton<IWebhookReceiver, OutlookWebhookReceiver>(Key);
        services.AddKeyedSingleton<IAccountProbe, OutlookAccountProbe>(Key);
    }
}

/// <summary>Scopes as Microsoft names them; a token response may put the resource before those of Graph.</summary>
internal static class OutlookScopes
{
    public const string Resource = "https://graph.microsoft.com/";
    public const string CalendarsRead = "Calendars.Read";
    public const string CalendarsWrite = "Calendars.ReadWrite";
    public const string UserRead = "User.Read";
    public const string Offline = "offline_access";
}
