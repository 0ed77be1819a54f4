using App.Domain;

namespace App.Infrastructure.Organizations;

/// <summary>Asks a provider whether it knows a client id and secret, without any member's account.</summary>
public interface IProviderCredentialsProbe
{
    /// <summary>
    /// Ok: accepted. <see cref="Failure.Rejected"/>: refused, its reason a sentence for an administrator.
    /// <see cref="Failure.Unavailable"/>: it can't be told now. Idempotent; the secret reaches neither log nor reason.
    /// </summary>
    Task<Result<Done>> CheckAsync(string provider, string clientId, string clientSecret, CancellationToken cancellationToken);
}
