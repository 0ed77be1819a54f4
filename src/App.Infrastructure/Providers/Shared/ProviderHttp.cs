using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Threading.RateLimiting;
using App.Domain;
using App.Domain.Connections;

namespace App.Infrastructure.Providers.Shared;

/// <summary>
/// Sends a provider's requests with its grant, never more at once than the manifest allows per connection and per provider. A request that may be
/// repeated (GET) is tried once more when the vendor stumbles; longer waits are the caller's, who knows what else is due.
/// </summary>
public sealed class ProviderHttp(IHttpClientFactory http, Catalogue catalogue) : IDisposable
{
    public const string HttpClientName = "provider";

    private readonly ConcurrentDictionary<string, ConcurrencyLimiter> _providers = new(StringComparer.Ordinal);
    private readonly PartitionedRateLimiter<Grant> _connections = PartitionedRateLimiter.Create<Grant, Guid>(grant =>
        RateLimitPartition.GetConcurrencyLimiter(grant.ConnectionId, _ => Limits(catalogue.Read(grant.Provider).Limits.PerConnection)));

    /// <summary>
    /// Gets an address with the grant as bearer and hands the answer to <paramref name="read"/>, which says what its status means. No answer at all is
    /// <see cref="Failure.Unavailable"/>.
    /// </summary>
    public async Task<Result<T>> GetAsync<T>(Grant grant, Uri url, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(read);
        var manifest = catalogue.Read(grant.Provider);
        using var own = await _connections.AcquireAsync(grant, 1, cancellationToken);
        using var shared = await _providers.GetOrAdd(grant.Provider, _ => new ConcurrencyLimiter(Limits(manifest.Limits.PerProvider))).AcquireAsync(1, cancellationToken);
        if (!own.IsAcquired || !shared.IsAcquired)
        {
            return new Failure.Unavailable($"Too many requests to {manifest.Vendor} are waiting.");
        }

        var first = await TryAsync(grant, manifest, url, read, cancellationToken);
        return first.Failure is Failure.Unavailable { Retryable: true } ? await TryAsync(grant, manifest, url, read, cancellationToken) : first;
    }

    public void Dispose()
    {
        _connections.Dispose();
        foreach (var limiter in _providers.Values)
        {
            limiter.Dispose();
        }
    }

    private async Task<Result<T>> TryAsync<T>(Grant grant, ProviderManifest manifest, Uri url, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", grant.Secret);
        foreach (var (name, value) in manifest.RequestHeaders)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            // With the body: the client's limits of time and size hold for headers alone otherwise, and a body that stalls would hold a worker for ever.
            using var response = await http.CreateClient(HttpClientName).SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            CallCount.Add();
            return await read(response, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Text.Json.JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            CallCount.Add();
            return new Failure.Unavailable(e is System.Text.Json.JsonException ? $"{manifest.Vendor} answered something that can't be read." : $"{manifest.Vendor} can't be reached.");
        }
    }

    private static ConcurrencyLimiterOptions Limits(int permits) => new() { PermitLimit = permits, QueueLimit = 1000, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
