using App.Domain.Calendars;
using App.Domain.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Providers.IcsFeed;

/// <summary>A calendar published at an address as iCalendar text, read-only. Facts and oddities in README.md beside this file.</summary>
public sealed class IcsFeedProvider : IProvider
{
    public const string Key = "ics-feed";

    public ProviderManifest Manifest { get; } = new()
    {
        Key = Key,
        Name = "Calendar feed",
        Vendor = "The feed's server",
        Category = Category.Calendar,
        Auth = AuthKind.Url,
        Monogram = "IF",
        Hue = 90,
        Summary = "Reads a calendar published at an address: a rota, a school's terms, a calendar someone shares with you.",
        Benefits =
        [
            "Every event of the feed can block your time here.",
            "What changes there shows here within minutes of being published.",
            "It is only read: nothing is ever written to it.",
        ],
        Privacy = "Colleagues see only that you are busy, never titles. The address, which may be a secret, is stored encrypted on this server and is deleted when you disconnect.",
        Fields = [new(AccountFieldKind.Url, "Address of the feed", "It begins with https or webcal and often ends with .ics. Keep it to yourself: whoever has it can read the calendar.")],
        Guide = ["Find the calendar's secret or public address: it is called iCal, ICS or subscription link where the calendar is published."],
        Endpoints = ProviderEndpoints.Only(""),
        DocsUrl = "https://www.rfc-editor.org/rfc/rfc5545",
        Tips =
        [
            new("Changes come late", "Some services write their feeds anew only every few hours. Nothing can be done about that from here."),
            new("The address is refused", "Servers inside a private network are asked only when this server's operator allowed it (Outgoing:AllowedNetworks)."),
        ],
    };

    public void Register(IServiceCollection services)
    {
        services.AddSingleton<IcsFeedApi>();
        services.AddKeyedSingleton<ICalendarReader, IcsFeedReader>(Key);
        services.AddKeyedSingleton<IAccountProbe, IcsFeedProbe>(Key);
        services.AddKeyedSingleton<IAccountOpener, IcsFeedOpener>(Key);
    }
}
