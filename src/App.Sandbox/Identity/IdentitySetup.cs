using App.Sandbox.Hosting;

namespace App.Sandbox.Identity;

/// <summary>The sign-in provider.</summary>
internal static class IdentitySetup
{
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<ISandboxVendor, IdentityVendor>();
        services.AddSingleton(new VendorBehaviour(IdentityVendor.VendorKey, new VendorSettings(), [.. SettingField.Tokens, .. SettingField.Everywhere]));
        services.AddSingleton<AuthorizePage>();
        services.AddSingleton<IdentityTokens>();
        services.AddSingleton<EndSession>();
        return services;
    }
}
