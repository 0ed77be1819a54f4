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

    /// <summary>The client for addresses that members typed.</summary>
    public const string GuardedClientName = "guarded";

    private readonly ConcurrentDictionary<string, ConcurrencyLimiter> _providers = new(StringComparer.Ordinal);
    private readonly PartitionedRateLimiter<Grant> _connections = PartitionedRateLimiter.Create<Grant, Guid>(grant =>
        RateLimitPartition.GetConcurrencyLimiter(grant.ConnectionId, _ => Limits(catalogue.Read(grant.Provider).Limits.PerConnection)));

    /// <summary>
    /// Gets an address with the grant as bearer and hands the answer to <paramref name="read"/>, which says what its status means. No answer at all is
    /// <see cref="Failure.Unavailable"/>.
    /// </summary>
    public Task<Result<T>> GetAsync<T>(Grant grant, Uri url, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return SendAsync(grant, () => Bearing(grant, catalogue.Read(grant.Provider), url, HttpMethod.Get, json: null), read, cancellationToken);
    }

    /// <summary>
    /// Sends JSON, or nothing, with the grant as bearer, once: whether a vendor that did not answer has done what was asked is for the caller to find out.
    /// </summary>
    public Task<Result<T>> SendOnceAsync<T>(Grant grant, HttpMethod method, Uri url, byte[]? json, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return SendAsync(grant, () => Bearing(grant, catalogue.Read(grant.Provider), url, method, json), read, tries: 1, cancellationToken);
    }

    /// <summary>
    /// Sends a request that may be repeated, made anew for each try. To addresses members typed it goes through <see cref="AddressGuard"/>; what that refuses
    /// and certificates that can't be trusted are <see cref="Failure.Rejected"/>.
    /// </summary>
    public Task<Result<T>> SendAsync<T>(Grant grant, Func<HttpRequestMessage> request, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, CancellationToken cancellationToken) =>
        SendAsync(grant, request, read, tries: 2, cancellationToken);

    private async Task<Result<T>> SendAsync<T>(Grant grant, Func<HttpRequestMessage> request, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, int tries, CancellationToken cancellationToken)
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

        var first = await TryAsync(manifest, request, read, cancellationToken);
        return tries > 1 && first.Failure is Failure.Unavailable { Retryable: true } ? await TryAsync(manifest, request, read, cancellationToken) : first;
    }

    public void Dispose()
    {
        _connections.Dispose();
        foreach (var limiter in _providers.Values)
        {
            limiter.Dispose();
        }
    }

    private static HttpRequestMessage Bearing(Grant grant, ProviderManifest manifest, Uri url, HttpMethod method, byte[]? json)
    {
        var request = new HttpRequestMessage(method, url) { Content = json is null ? null : new ByteArrayContent(json) { Headers = { ContentType = new("application/json") } } };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", grant.Secret);
        foreach (var (name, value) in manifest.RequestHeaders)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async Task<Result<T>> TryAsync<T>(ProviderManifest manifest, Func<HttpRequestMessage> make, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, CancellationToken cancellationToken)
    {
        using var request = make();
        var client = manifest.IsTyped ? GuardedClientName : HttpClientName;
        try
        {
            // With the body: the client's limits of time and size hold for headers alone otherwise, and a body that stalls would hold a worker for ever.
            using var response = await http.CreateClient(client).SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            CallCount.Add();
            return await read(response, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Text.Json.JsonException or System.Xml.XmlException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            CallCount.Add();
            return manifest.IsTyped ? TypedAddress.FailureOf(e, request.RequestUri!) : new Failure.Unavailable(e is System.Text.Json.JsonException ? $"{manifest.Vendor} answered something that can't be read." : $"{manifest.Vendor} can't be reached.");
        }
    }

    private static ConcurrencyLimiterOptions Limits(int permits) => new() { PermitLimit = permits, QueueLimit = 1000, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
