using App.Infrastructure.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Connections;

/// <summary>Registers the use cases of connections.</summary>
public static class ConnectionsSetup
{
    public static IServiceCollection AddAccountConnections(this IServiceCollection services) => services
        .AddSingleton<ProviderClients>()
        .AddSingleton<StoredGrants>()
        .AddSingleton<RenewGrant>()
        .AddSingleton<Grants>()
        .AddSingleton<Revocations>()
        .AddSingleton<RevokeAccess>()
        .AddSingleton<ListProviders>()
        .AddSingleton<ListConnections>()
        .AddSingleton<StartAuthorization>()
        .AddSingleton<CompleteAuthorization>()
        .AddSingleton<EstablishConnection>()
        .AddSingleton<ConnectAccount>()
        .AddSingleton<FinishAuthorization>()
        .AddSingleton<ReadAttempt>()
        .AddSingleton<ConfirmAccount>()
        .AddSingleton<PauseConnection>()
        .AddSingleton<ResumeConnection>()
        .AddSingleton<DisconnectConnection>()
        .AddSingleton<HandOver>()
        .AddSingleton<RefreshConnection>()
        .AddSingleton<ChangeConnectionSettings>()
        .AddSingleton<GiveUpLostCredentials>()
        .AddSingleton<IMemberLeaving, DisconnectLeavingMember>()
        .AddSingleton<IProviderCredentialsProbe, CheckClient>();
}
