using System.Net;
using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;
using NodaTime;

namespace App.Infrastructure.Providers.IcsFeed;

/// <summary>What a feed's server said.</summary>
/// <param name="Body">Null: it has not changed since <see cref="FeedVersion"/>.</param>
internal sealed record FeedAnswer(byte[]? Body, string? ETag, string? LastModified);

/// <summary>Transport only: redirects, each hop through the guard, and what refusals mean.</summary>
internal sealed class IcsFeedApi(ProviderHttp http, AddressGuard guard, TimeProvider time)
{
    private const int MostRedirects = 5;

    private static readonly Duration Pause = Duration.FromMinutes(5);

    /// <summary>Gets the feed unless it still is as it was (RFC 9110 §13.1).</summary>
    public async Task<Result<FeedAnswer>> GetAsync(Grant grant, FeedVersion? known, CancellationToken cancellationToken)
    {
        var url = AccountSecret.Of(grant).Url;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (!guard.IsSafe(url))
            {
                return TypedAddress.Unsafe(url);
            }

            var at = url;
            var answer = await http.SendAsync(grant, () => Make(at, known), (response, ct) => ReadAsync(at, response, ct), cancellationToken);
            if (!answer.TryGet(out var step, out var failure))
            {
                return failure;
            }

            if (step.Next is not { } next)
            {
                return step.Answer!;
            }

            url = next;
        }

        return new Failure.Rejected("too_many_redirects", $"{url.Host} sends us on and on.");
    }

    private static HttpRequestMessage Make(Uri url, FeedVersion? known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", "text/calendar, text/plain;q=0.5, */*;q=0.1");
        if (known?.ETag is { } tag)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (known?.LastModified is { } date)
        {
            request.Headers.TryAddWithoutValidation("If-Modified-Since", date);
        }

        return request;
    }

    private async Task<Result<Step>> ReadAsync(Uri url, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return new Step(new FeedAnswer(await response.Content.ReadAsByteArrayAsync(cancellationToken), response.Headers.ETag?.ToString(), Raw(response, "Last-Modified")), null);
            case HttpStatusCode.NotModified:
                return new Step(new FeedAnswer(null, null, null), null);
            case HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect when response.Headers.Location is { } location:
                return Uri.TryCreate(url, location, out var next) && next.Scheme is "http" or "https" ? new Step(null, next) : new Failure.Rejected("bad_redirect", $"{url.Host} sends us to an address that is none.");
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                return new Failure.Rejected("feed_refused", $"{url.Host} does not give the feed to us: it wants a sign-in.");
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                return new Failure.Rejected("feed_gone", $"There is no feed at that address of {url.Host}.");
            case HttpStatusCode.TooManyRequests:
            case HttpStatusCode.ServiceUnavailable when response.Headers.RetryAfter is not null:
                return new Failure.RateLimited(RetryAfter.Read(response, time) ?? time.Now() + Pause, $"{url.Host} asked us to wait.");
            case >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout:
                return new Failure.Unavailable($"{url.Host} does not answer as it should ({(int)response.StatusCode}).");
            default:
                return new Failure.Rejected("feed_refused", $"{url.Host} does not give the feed ({(int)response.StatusCode}).");
        }
    }

    private static string? Raw(HttpResponseMessage response, string header) => response.Content.Headers.TryGetValues(header, out var values) ? values.FirstOrDefault() : null;

    private sealed record Step(FeedAnswer? Answer, Uri? Next);
}
