using System.Text.RegularExpressions;
using App.Domain.Connections;
using App.Infrastructure.Providers.CalDav;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Providers.AppleCalendar;

/// <summary>iCloud's calendars: CalDAV at Apple's address, by an app-specific password. Facts and oddities in README.md beside this file.</summary>
public sealed partial class AppleCalendarProvider : IProvider
{
    public const string Key = "apple-calendar";

    public ProviderManifest Manifest { get; } = new()
    {
        Key = Key,
        Name = "Apple Calendar",
        Vendor = "Apple",
        Category = Category.Calendar,
        Auth = AuthKind.Password,
        Monogram = "AC",
        Hue = 350,
        Summary = "Keeps your iCloud calendars in step, so that nobody books over time you already use.",
        Benefits =
        [
            "Every event of the calendars you choose blocks your time here.",
            "What you change on your iPhone, iPad or Mac shows here within minutes.",
            "Recurring events are worked out here, with their exceptions and time zones.",
        ],
        Privacy = "Colleagues see only that you are busy, never titles or guests. The app-specific password is stored encrypted on this server, goes to Apple alone, and is deleted when you disconnect. Your own Apple password is never asked for.",
        Fields =
        [
            new(AccountFieldKind.UserName, "Apple Account", "Its e-mail address, as you sign in to iCloud."),
            new(AccountFieldKind.Password, "App-specific password", "Four times four letters, such as abcd-efgh-ijkl-mnop. Not the password you sign in to iCloud with."),
        ],
        Guide =
        [
            "Open account.apple.com and sign in. Two-factor authentication must be on.",
            "Under Sign-In and Security, choose App-Specific Passwords.",
            "Choose Generate an app-specific password and give it a name, such as Calendar hub.",
            "Apple shows four times four letters, once. Copy them into the field below.",
        ],
        Endpoints = ProviderEndpoints.Only("https://caldav.icloud.com/"),
        ConsoleUrl = "https://account.apple.com/account/manage",
        DocsUrl = "https://support.apple.com/102654",
        Tips =
        [
            new("Apple does not accept the password", "Only an app-specific password works here. Changing your Apple password ends all of them: make a new one then."),
            new("There is no App-Specific Passwords entry", "Turn on two-factor authentication for your Apple Account first."),
            new("A calendar is missing", "Calendars you only subscribe to, and lists of reminders, are not offered by Apple to other services."),
        ],
    };

    public void Register(IServiceCollection services) => CalDavProvider.Register(services, new CalDavKind(Key, Refused));

    private static string Refused(string password) => Shape().IsMatch(password.Trim())
        ? "Apple does not accept it. It may have been ended, or belong to another Apple Account: make a new app-specific password and enter it here."
        : "Apple wants an app-specific password here, not the one you sign in to iCloud with. Make one at account.apple.com, under Sign-In and Security, App-Specific Passwords; it is four times four letters.";

    [GeneratedRegex("^[a-z]{4}(-?[a-z]{4}){3}$")]
    private static partial Regex Shape();
}
