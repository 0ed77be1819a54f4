using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Providers.Shared;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>
/// Sends messages to addresses that people typed: through <see cref="AddressGuard"/>, on connections that are kept, by HTTP/2 where it is offered, following no redirect. Whatever
/// happens is an outcome.
/// </summary>
public sealed class WebhookSender : IDisposable
{
    private const int MostHeaders = 8 * 1024;
    private static readonly MediaTypeHeaderValue Json = new("application/json") { CharSet = "utf-8" };
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public WebhookSender(AddressGuard guard, TimeProvider time)
    {
        _time = time;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            EnableMultipleHttp2Connections = true, // endpoints of one host would wait for each other's answers
            UseProxy = false, // it would resolve names in the guard's stead
            ActivityHeadersPropagator = null,
            ConnectCallback = guard.ConnectAsync,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLife,
            MaxResponseHeadersLength = 32,
        });
    }

    /// <exception cref="OperationCanceledException">The caller gave up; whether it arrived is not known.</exception>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var began = Stopwatch.GetTimestamp();
        int Elapsed() => (int)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        using var request = Make(message);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(message.Timeout);
        try
        {
            using var response = await _http.SendAsync(request, limited.Token);
            var body = await ReadAsync(response.Content, limited.Token);
            return new SendOutcome((int)response.StatusCode, null, Elapsed(), HeadersOf(response), body, WaitOf(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome(null, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"No answer within {message.Timeout.TotalSeconds:0} seconds."), Elapsed());
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new SendOutcome(null, TypedAddress.FailureOf(e, message.Url).Reason, Elapsed());
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Make(OutgoingMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, message.Url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ReadOnlyMemoryContent(message.Body),
        };
        request.Content.Headers.ContentType = Json;
        request.Headers.TryAddWithoutValidation("User-Agent", OutgoingAgent.Name);
        request.Headers.TryAddWithoutValidation(MessageSignature.IdHeader, message.Id);
        request.Headers.TryAddWithoutValidation(MessageSignature.TimestampHeader, MessageSignature.Timestamp(message.At));
        request.Headers.TryAddWithoutValidation(MessageSignature.SignatureHeader, message.Signature);
        foreach (var (name, value) in message.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>The beginning of the answer; a longer one is cut, and its connection with it.</summary>
    private static async Task<string?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength == 0)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var body = ArrayPool<byte>.Shared.Rent(Attempt.MostBody);
        try
        {
            var length = await stream.ReadAtLeastAsync(body.AsMemory(0, Attempt.MostBody), Attempt.MostBody, throwOnEndOfStream: false, cancellationToken);
            return length == 0 ? null : Encoding.UTF8.GetString(body, 0, length).Replace('\0', '\uFFFD');
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    private static string HeadersOf(HttpResponseMessage response)
    {
        var text = new StringBuilder();
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            foreach (var value in values)
            {
                text.Append(name).Append(": ").Append(value).Append('\n');
            }

            if (text.Length >= MostHeaders)
            {
                break;
            }
        }

        return text.ToString(0, Math.Min(text.Length, MostHeaders)).Replace('\0', '\uFFFD');
    }

    private Duration? WaitOf(HttpResponseMessage response) => response.Headers.RetryAfter is null || RetryAfter.Read(response, _time) is not { } until ? null : until - _time.Now();
}
