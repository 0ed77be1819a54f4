using App.Domain.Connections;
using App.Infrastructure.Providers.AppleCalendar;
using App.Infrastructure.Providers.CalDav;
using App.Infrastructure.Providers.GoogleCalendar;
using App.Infrastructure.Providers.IcsFeed;
using App.Infrastructure.Providers.IncomingWebhook;
using App.Infrastructure.Providers.OutlookCalendar;

namespace App.Infrastructure.Providers;

/// <summary>Every provider there is: a line each. Those with no folder yet are announced, and offered nowhere.</summary>
public sealed class Catalogue
{
    /// <summary>Providers that work.</summary>
    public static readonly IReadOnlyList<IProvider> Built =
    [
        new GoogleCalendarProvider(),
        new OutlookCalendarProvider(),
        new AppleCalendarProvider(),
        new CalDavProvider(),
        new IcsFeedProvider(),
        new IncomingWebhookProvider(),
    ];

    private static readonly IReadOnlyList<ProviderManifest> Announced =
    [
        Coming("zoom", "Zoom", "Zoom", Category.Video, AuthKind.OAuth, "ZO", 280, "Makes a Zoom link for every booking."),
        Coming("google-meet", "Google Meet", "Google", Category.Video, AuthKind.OAuth, "GM", 170, "Makes a Meet link for every booking."),
        Coming("microsoft-teams", "Microsoft Teams", "Microsoft", Category.Video, AuthKind.OAuth, "MT", 290, "Makes a Teams link for every booking."),
        Coming("webex", "Webex", "Webex", Category.Video, AuthKind.OAuth, "WX", 195, "Makes a Webex link for every booking."),
    ];

    private readonly Dictionary<string, ProviderManifest> _byKey = Built.Select(p => p.Manifest).Concat(Announced).ToDictionary(m => m.Key, StringComparer.Ordinal);

    /// <summary>All manifests, built ones first.</summary>
    public IReadOnlyList<ProviderManifest> All => [.. _byKey.Values];

    public ProviderManifest? Find(string? key) => key is null ? null : _byKey.GetValueOrDefault(key);

    /// <summary>The manifest of a stored key; a row naming an unknown provider is a bug.</summary>
    public ProviderManifest Read(string key) => _byKey[key];

    private static ProviderManifest Coming(string key, string name, string vendor, Category category, AuthKind auth, string monogram, int hue, string summary) =>
        new() { Key = key, Name = name, Vendor = vendor, Category = category, Auth = auth, Monogram = monogram, Hue = hue, Summary = summary };
}
