using App.Sandbox.Hosting;

namespace App.Sandbox.Inbox;

/// <summary>The receiver of webhooks.</summary>
internal static class InboxSetup
{
    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddSingleton<ISandboxVendor, InboxVendor>();
        services.AddSingleton(InboxVendor.Behaviour);
        services.AddSingleton<InboxStore>();
        services.AddSingleton<InboxSink>();
        services.AddSingleton<InboxPages>();
        return services;
    }
}
