using App.Sandbox.Google.Calendar;
using App.Sandbox.Google.OAuth;
using App.Sandbox.Hosting;

namespace App.Sandbox.Google;

/// <summary>Google with Calendar v3.</summary>
internal static class GoogleSetup
{
    public static IServiceCollection AddGoogle(this IServiceCollection services)
    {
        services.AddSingleton<ISandboxVendor, GoogleVendor>();
        services.AddSingleton(new VendorBehaviour(GoogleAccount.Vendor, new VendorSettings(), [.. SettingField.Tokens, .. SettingField.Everywhere]));
        services.AddSingleton<ConsentPage>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<UserInfo>();
        services.AddSingleton<CalendarStore>();
        services.AddSingleton<GoogleSeed>();
        services.AddSingleton<GoogleDesk>();
        services.AddSingleton<CalendarApi>();
        services.AddSingleton<CalendarLists>();
        services.AddSingleton<EventListing>();
        services.AddSingleton<EventOperations>();
        services.AddSingleton<FreeBusy>();
        services.AddSingleton<CalendarSettings>();
        services.AddSingleton<Channels>();
        services.AddSingleton<ChannelPushes>();
        return services;
    }
}
