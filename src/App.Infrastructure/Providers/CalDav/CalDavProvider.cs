using App.Domain.Calendars;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>Any CalDAV server (RFC 4791), by its address, a user name and a password. Facts and oddities in README.md beside this file.</summary>
public sealed class CalDavProvider : IProvider
{
    public const string Key = "caldav";

    public ProviderManifest Manifest { get; } = new()
    {
        Key = Key,
        Name = "CalDAV",
        Vendor = "The calendar server",
        Category = Category.Calendar,
        Auth = AuthKind.Password,
        Monogram = "CD",
        Hue = 150,
        Summary = "Keeps calendars of any CalDAV server in step: Nextcloud, Fastmail, mailbox.org, Radicale and many more.",
        Benefits =
        [
            "Every event of the calendars you choose blocks your time here.",
            "What you change there shows here within minutes.",
            "Recurring events are worked out here, with their exceptions and time zones.",
        ],
        Privacy = "Colleagues see only that you are busy, never titles or guests. The password is stored encrypted on this server, goes to your calendar server alone, and is deleted when you disconnect.",
        Fields =
        [
            new(AccountFieldKind.Url, "Server", "Its address, such as https://dav.example.com. The page of your calendar, or of the server itself, both do."),
            new(AccountFieldKind.UserName, "User name", "As you sign in there."),
            new(AccountFieldKind.Password, "Password", "Where you use two-factor sign-in, make an app password there and enter that."),
        ],
        Guide =
        [
            "Find the address of your server's calendars: in its settings it is called CalDAV address, or the address for other apps.",
            "If the service offers app passwords, make one for this product. You can end it there at any time without changing your own.",
        ],
        Endpoints = ProviderEndpoints.Only(""),
        DocsUrl = "https://www.rfc-editor.org/rfc/rfc4791",
        Tips =
        [
            new("The server is not found", "Try the address its help gives for Thunderbird, DAVx⁵ or Apple Calendar."),
            new("The address is refused", "Servers inside a private network are asked only when this server's operator allowed it (Outgoing:AllowedNetworks)."),
            new("The server sends us to another host", "Your password goes to no host you did not name. Enter the address you were told."),
        ],
    };

    public void Register(IServiceCollection services) =>
        Register(services, new CalDavKind(Key, _ => "The server does not accept this user name and password. Where you use two-factor sign-in, an app password made there is needed."));

    /// <summary>The capabilities, for a provider that speaks CalDAV.</summary>
    internal static void Register(IServiceCollection services, CalDavKind kind)
    {
        services.TryAddSingleton<CalDavApi>();
        services.TryAddSingleton<CalDavDiscovery>();
        services.TryAddSingleton<DavListing>();
        services.AddKeyedSingleton<ICalendarReader, CalDavReader>(kind.Key);
        services.AddKeyedSingleton<ICalendarWriter, CalDavWriter>(kind.Key);
        services.AddKeyedSingleton<IAccountProbe, CalDavProbe>(kind.Key);
        services.AddKeyedSingleton<IAccountOpener>(kind.Key, (all, _) => ActivatorUtilities.CreateInstance<CalDavOpener>(all, kind));
    }
}
