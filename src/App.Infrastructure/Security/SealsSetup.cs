using App.Infrastructure.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Internal;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace App.Infrastructure.Security;

/// <summary>Registers the key ring and what is sealed with it.</summary>
public static class SealsSetup
{
    public static IServiceCollection AddSeals(this IServiceCollection services, string keyFolder)
    {
        var folder = PrivateFolder.Create(keyFolder);
        services.AddSingleton(sp => new KeyRing(folder, new XmlKeyManager(sp.GetRequiredService<IOptions<KeyManagementOptions>>(), sp.GetRequiredService<IActivator>()), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IKeyManager>(sp => sp.GetRequiredService<KeyRing>());
        services.AddDataProtection().SetApplicationName(Seals.ApplicationName).PersistKeysToFileSystem(folder);
        services.AddSingleton<Seals>();
        services.AddSingleton<SealState>();
        services.AddSingleton<CheckSeals>();
        services.AddSingleton<RotateKeys>();
        return services.AddHostedService<KeyRingWatch>();
    }
}
