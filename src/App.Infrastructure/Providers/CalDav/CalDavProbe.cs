using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>Whose account it is: the principal the server knows her by.</summary>
internal sealed class CalDavProbe(CalDavDiscovery discovery) : IAccountProbe
{
    public async Task<Result<Account>> IdentifyAsync(Grant grant, CancellationToken cancellationToken) =>
        (await discovery.FindPrincipalAsync(grant, cancellationToken)).Select(principal => new Account(principal.Id, AccountSecret.Of(grant).UserName!));
}
