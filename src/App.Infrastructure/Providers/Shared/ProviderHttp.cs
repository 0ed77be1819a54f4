using System.Net.Http.Headers;
using System.Threading.RateLimiting;
using App.Domain;
using App.Domain.Connections;

namespace App.Infrastructure.Providers.Shared;

/// <summary>
/// Sends a provider's requests with its grant, never more at once than the manifest allows per connection and per provider. A request that may be
/// repeated is tried once more when the vendor stumbles; longer waits are the caller's, who knows what else is due.
/// </summary>
public sealed class ProviderHttp(IHttpClientFactory http, Catalogue catalogue) : IDisposable
{
    public const string HttpClientName = "provider";

    /// <summary>The client for addresses that members typed.</summary>
    public const string GuardedClientName = "guarded";

    /// <summary>
    /// The client for single requests to addresses that members typed, on a connection of its own: some servers close without a word what they kept open
    /// (those of HTTP/1.0 always do), and the request that comes upon it is lost.
    /// </summary>
    public const string GuardedOnceClientName = "guarded-once";

    private readonly PartitionedRateLimiter<Grant> _providers = PartitionedRateLimiter.Create<Grant, string>(grant =>
        RateLimitPartition.GetConcurrencyLimiter(SharedBy(grant, catalogue.Read(grant.Provider)), _ => Limits(catalogue.Read(grant.Provider).Limits.PerProvider)));

    private readonly PartitionedRateLimiter<Grant> _connections = PartitionedRateLimiter.Create<Grant, Guid>(grant =>
        RateLimitPartition.GetConcurrencyLimiter(grant.ConnectionId, _ => Limits(catalogue.Read(grant.Provider).Limits.PerConnection)));

    /// <summary>
    /// Gets an address with the grant as bearer and hands the answer to <paramref name="read"/>, which says what its status means. No answer at all is
    /// <see cref="Failure.Unavailable"/>.
    /// </summary>
    public Task<Result<T>> GetAsync<T>(Grant grant, Uri url, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return SendAsync(grant, () => Bearing(grant, HttpMethod.Get, url), read, cancellationToken);
    }

    /// <summary>Sends a write with the grant as bearer; once more where that is safe.</summary>
    internal Task<Result<T>> WriteAsync<T>(Grant grant, JsonWrite write, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, CancellationToken cancellationToken)
    {
        HttpRequestMessage Make()
        {
            var request = Bearing(grant, write.Method, write.Url);
            write.Fill(request);
            return request;
        }

        return write.MayRepeat ? SendAsync(grant, Make, read, cancellationToken) : SendOnceAsync(grant, Make, read, cancellationToken);
    }

    /// <summary>
    /// Sends a request that may be repeated, made anew for each try. To addresses members typed it goes through <see cref="AddressGuard"/>; what that refuses
    /// and certificates that can't be trusted are <see cref="Failure.Rejected"/>.
    /// </summary>
    public Task<Result<T>> SendAsync<T>(Grant grant, Func<HttpRequestMessage> request, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, CancellationToken cancellationToken) =>
        AdmitAsync(grant, request, read, mayRepeat: true, cancellationToken);

    /// <summary>Sends a request as <see cref="SendAsync"/> does, but a single time: of one whose repetition would be answered otherwise.</summary>
    public Task<Result<T>> SendOnceAsync<T>(Grant grant, Func<HttpRequestMessage> request, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, CancellationToken cancellationToken) =>
        AdmitAsync(grant, request, read, mayRepeat: false, cancellationToken);

    public void Dispose()
    {
        _connections.Dispose();
        _providers.Dispose();
    }

    /// <summary>A request with the grant as bearer and what the manifest sends with every one.</summary>
    private HttpRequestMessage Bearing(Grant grant, HttpMethod method, Uri url)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", grant.Secret);
        foreach (var (name, value) in catalogue.Read(grant.Provider).RequestHeaders)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async Task<Result<T>> AdmitAsync<T>(Grant grant, Func<HttpRequestMessage> request, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, bool mayRepeat, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(read);
        var manifest = catalogue.Read(grant.Provider);
        using var own = await _connections.AcquireAsync(grant, 1, cancellationToken);
        using var shared = await _providers.AcquireAsync(grant, 1, cancellationToken);
        if (!own.IsAcquired || !shared.IsAcquired)
        {
            return new Failure.Unavailable($"Too many requests to {manifest.Vendor} are waiting.");
        }

        var client = !manifest.IsTyped ? HttpClientName : mayRepeat ? GuardedClientName : GuardedOnceClientName;
        var first = await TryAsync(client, manifest, request, read, cancellationToken);
        return mayRepeat && first.Failure is Failure.Unavailable { Retryable: true } ? await TryAsync(client, manifest, request, read, cancellationToken) : first;
    }

    /// <summary>What a limit per provider is for: one vendor, or of a provider without a vendor of its own the one host that a member typed.</summary>
    private static string SharedBy(Grant grant, ProviderManifest manifest) => manifest.IsTyped ? $"{grant.Provider} {AccountSecret.Of(grant).Url.Host}" : grant.Provider;

    private async Task<Result<T>> TryAsync<T>(string client, ProviderManifest manifest, Func<HttpRequestMessage> make, Func<HttpResponseMessage, CancellationToken, Task<Result<T>>> read, CancellationToken cancellationToken)
    {
        using var request = make();
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
