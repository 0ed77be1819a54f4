using System.Net;
using System.Net.Http.Headers;
using System.Text;
using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;
using NodaTime;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>Transport only: the password goes where <see cref="DavOrigin"/> lets it and nowhere else, and refusals get their meaning.</summary>
internal sealed class CalDavApi(ProviderHttp http, AddressGuard guard, TimeProvider time)
{
    public const string OtherHost = "other_host";

    private const int MostRedirects = 5;
    private const int MostReason = 64 * 1024;

    private static readonly Duration Pause = Duration.FromMinutes(5);

    /// <summary>
    /// Sends and follows redirects, keeping method and body. A multistatus and refusals that mean something to the caller are answers; wrong credentials,
    /// limits and outages are failures.
    /// </summary>
    public async Task<Result<DavAnswer>> SendAsync(Grant grant, DavRequest request, CancellationToken cancellationToken)
    {
        var account = AccountSecret.Of(grant);
        var authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.UserName}:{account.Password}")));
        var url = request.Url;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (Refuse(account.Url, url) is { } refused)
            {
                return refused;
            }

            var at = url;
            HttpRequestMessage Make() => request.Make(at, authorization);
            Task<Result<Step>> ReadAsync(HttpResponseMessage response, CancellationToken ct) => CalDavApi.ReadAsync(request, at, response, time, ct);
            var answer = request.MayRepeat ? await http.SendAsync(grant, Make, ReadAsync, cancellationToken) : await http.SendOnceAsync(grant, Make, ReadAsync, cancellationToken);
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

    private Failure? Refuse(Uri typed, Uri url) =>
        !DavOrigin.Allows(typed, url) ? new Failure.Rejected(OtherHost, $"{typed.Host} sends us to {url.Host}, and a password is given to no other host. If that is your calendar server, enter its address.")
        : guard.IsSafe(url) ? null
        : TypedAddress.Unsafe(url);

    private static async Task<Result<Step>> ReadAsync(DavRequest request, Uri url, HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.MultiStatus:
                return new Step(DavAnswer.ReadMultistatus(url, await response.Content.ReadAsStreamAsync(cancellationToken)), null);
            case HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect when response.Headers.Location is { } location:
                return Uri.TryCreate(url, location, out var next) && next.Scheme is "http" or "https" ? new Step(null, next) : new Failure.Rejected("bad_redirect", $"{url.Host} sends us to an address that is none.");
            case HttpStatusCode.Unauthorized when response.Headers.WwwAuthenticate is { Count: > 0 } ways && ways.All(w => !string.Equals(w.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)):
                return new Failure.Rejected("no_basic", $"{url.Host} takes no password the way we send it (HTTP Basic).");
            case HttpStatusCode.Unauthorized:
                return new Failure.NeedsReconnect($"{url.Host} does not accept the user name and password.");
            case HttpStatusCode.TooManyRequests:
            case HttpStatusCode.ServiceUnavailable when response.Headers.RetryAfter is not null:
                return new Failure.RateLimited(RetryAfter.Read(response, time) ?? time.Now() + Pause, $"{url.Host} asked us to wait.");
            case HttpStatusCode.InternalServerError when request.TakesServerError:
            case HttpStatusCode.InsufficientStorage when request.Text is not null:
            case HttpStatusCode.NotImplemented:
            case < HttpStatusCode.InternalServerError and not HttpStatusCode.RequestTimeout:
                return new Step(DavAnswer.ReadOther(url, response, await ReadTextAsync(response, cancellationToken)), null);
            default:
                return new Failure.Unavailable($"{url.Host} does not answer as it should ({(int)response.StatusCode}).");
        }
    }

    /// <summary>The beginning of a body as UTF-8, whatever charset it claims: preconditions are named in ASCII.</summary>
    private static async Task<string> ReadTextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, MostReason)));
    }

    private sealed record Step(DavAnswer? Answer, Uri? Next);
}
