namespace App.Domain.Connections;

/// <summary>Asks a provider whose account a grant opens. Idempotent and cheap: also used as the health probe.</summary>
public interface IAccountProbe
{
    Task<Result<Account>> IdentifyAsync(Grant grant, CancellationToken cancellationToken);
}
