using App.Sandbox.Hosting;
using App.Sandbox.Microsoft.Graph;
using App.Sandbox.Microsoft.Mailbox;
using App.Sandbox.Microsoft.OAuth;

namespace App.Sandbox.Microsoft;

/// <summary>Microsoft with the identity platform and Graph.</summary>
internal static class MicrosoftSetup
{
    public static IServiceCollection AddMicrosoft(this IServiceCollection services)
    {
        services.AddSingleton<ISandboxVendor, MicrosoftVendor>();
        services.AddSingleton(MicrosoftSettings.Behaviour);
        services.AddSingleton<AuthorizePage>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<UserClaims>();
        services.AddSingleton<MailboxStore>();
        services.AddSingleton<MicrosoftSeed>();
        services.AddSingleton<MicrosoftDesk>();
        services.AddSingleton<MicrosoftControl>();
        services.AddSingleton<GraphApi>();
        services.AddSingleton<Paging>();
        services.AddSingleton<CalendarOperations>();
        services.AddSingleton<EventOperations>();
        services.AddSingleton<ViewOperations>();
        services.AddSingleton<DeltaOperations>();
        services.AddSingleton<ScheduleOperations>();
        services.AddSingleton<SubscriptionOperations>();
        services.AddSingleton<SubscriptionPushes>();
        return services;
    }
}
