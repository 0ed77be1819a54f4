using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Providers.Shared;

namespace App.Infrastructure.Providers.IcsFeed;

/// <summary>Whether the feed is still there.</summary>
internal sealed class IcsFeedProbe(IcsFeedApi api) : IAccountProbe
{
    public async Task<Result<Account>> IdentifyAsync(Grant grant, CancellationToken cancellationToken)
    {
        var account = AccountSecret.Of(grant);
        return (await api.GetAsync(grant, known: null, cancellationToken)).Select(_ => new Account(IcsFeedOpener.IdOf(account.Url), account.Title ?? account.Url.Host));
    }
}
