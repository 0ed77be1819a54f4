using System.Collections.Concurrent;
using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Connections;

/// <summary>Gives use cases what opens an account at a vendor, renewed in time. Those who want the same grant renewed at the same time share one renewal.</summary>
public sealed class Grants(StoredGrants stored, RenewGrant renew, TimeProvider time)
{
    /// <summary>An access token that ends sooner than this is refreshed before use.</summary>
    public static readonly Duration NearExpiry = Duration.FromMinutes(2);

    private readonly ConcurrentDictionary<(Guid, long), Lazy<Task<Result<Grant>>>> _refreshing = new();

    /// <summary>
    /// Does something with a grant. When the vendor refuses the access token the grant is refreshed and the call repeated once: a refused access token
    /// alone never ends a connection.
    /// </summary>
    public async Task<Result<T>> UseAsync<T>(Guid connectionId, Func<Grant, CancellationToken, Task<Result<T>>> use, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(use);
        if (!(await GetAsync(connectionId, cancellationToken)).TryGet(out var grant, out var failure))
        {
            return failure;
        }

        var answer = await use(grant, cancellationToken);
        if (answer.Failure is not Failure.NeedsReconnect)
        {
            return answer;
        }

        if (!(await RefreshAsync(connectionId, grant.Generation, cancellationToken)).TryGet(out var fresh, out failure))
        {
            return failure;
        }

        answer = await use(fresh, cancellationToken);
        return answer.Failure is Failure.NeedsReconnect refused ? new Failure.Rejected("unauthorized", refused.Why) : answer;
    }

    /// <summary>A grant that lives at least <see cref="NearExpiry"/>, or still lives where it can't be refreshed just now.</summary>
    public async Task<Result<Grant>> GetAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        if (!(await stored.ReadAsync(connectionId, cancellationToken)).TryGet(out var row, out var failure))
        {
            return failure;
        }

        var now = time.Now();
        if (row.ExpiresAt is not { } end || end > now + NearExpiry)
        {
            return stored.Live(row);
        }

        var refreshed = await RefreshAsync(connectionId, row.Generation, cancellationToken);
        return refreshed.Failure is Failure.Unavailable { Retryable: true } or Failure.RateLimited && end > now ? stored.Live(row) : refreshed;
    }

    /// <summary>Refreshes unless someone already went past <paramref name="generation"/>. Callers at the same time share one refresh.</summary>
    public async Task<Result<Grant>> RefreshAsync(Guid connectionId, long generation, CancellationToken cancellationToken)
    {
        var key = (connectionId, generation);
        var shared = _refreshing.GetOrAdd(key, k => new Lazy<Task<Result<Grant>>>(() => Task.Run(() => RefreshAloneAsync(k), CancellationToken.None)));
        return await shared.Value.WaitAsync(cancellationToken);
    }

    /// <summary>Goes on though everyone who waited has left; forgotten when done, so that nobody is given an answer of before.</summary>
    private async Task<Result<Grant>> RefreshAloneAsync((Guid ConnectionId, long Generation) key)
    {
        try
        {
            return await renew.RunAsync(key.ConnectionId, key.Generation);
        }
        finally
        {
            _refreshing.TryRemove(key, out _);
        }
    }
}
