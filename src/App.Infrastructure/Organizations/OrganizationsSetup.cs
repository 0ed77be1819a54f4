using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Organizations;

/// <summary>Registers organizations, members, invitations, keys and provider credentials.</summary>
public static class OrganizationsSetup
{
    public static IServiceCollection AddOrganizations(this IServiceCollection services)
    {
        services.AddOptions<AuthOptions>().BindConfiguration(AuthOptions.Section);
        services.AddSingleton<LastUses>().AddHostedService(sp => sp.GetRequiredService<LastUses>());
        return services
            .AddSingleton<SignInMember>().AddSingleton<SeedOrganizations>().AddSingleton<ReadMember>()
            .AddSingleton<InviteMember>().AddSingleton<ReadInvitation>().AddSingleton<ListInvitations>().AddSingleton<RevokeInvitation>()
            .AddSingleton<ListMembers>().AddSingleton<ChangeRole>().AddSingleton<RemoveMember>().AddSingleton<FinishRemovals>()
            .AddSingleton<RenameOrganization>().AddSingleton<SetEmailDomain>().AddSingleton<ChangeAccount>()
            .AddSingleton<CreateApiKey>().AddSingleton<ListApiKeys>().AddSingleton<RevokeApiKey>().AddSingleton<AuthenticateApiKey>()
            .AddSingleton<SetProviderCredentials>().AddSingleton<ReadProviderCredentials>().AddSingleton<RemoveProviderCredentials>().AddSingleton<CheckProviderCredentials>();
    }
}
