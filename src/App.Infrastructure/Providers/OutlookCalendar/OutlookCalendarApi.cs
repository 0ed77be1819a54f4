using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;
using NodaTime;

namespace App.Infrastructure.Providers.OutlookCalendar;

/// <summary>Transport only: addresses, and what Graph's errors mean. Status first, then code, never the message (learn.microsoft.com/graph/errors, 2026-04).</summary>
internal sealed class OutlookCalendarApi(ProviderHttp http, ProviderAddresses addresses, Catalogue catalogue, TimeProvider time)
{
    /// <summary>Code of a refusal: a delta or skip link is no longer accepted.</summary>
    public const string Reset = "sync_reset";

    /// <summary>Code of a refusal: the request itself is not taken.</summary>
    public const string Refused = "refused";

    // Graph names a Retry-After with every 429 it documents; this is for one without.
    private static readonly Duration Pause = Duration.FromMinutes(1);

    private Uri Root => new(addresses.Of(catalogue.Read(OutlookCalendarProvider.Key)).ApiUrl.TrimEnd('/') + "/");

    public Uri Url(string path, IEnumerable<(string Name, string Value)> query) =>
        new(Root, $"{path}?{string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"))}".TrimEnd('?'));

    /// <summary>A link as Graph gave it; null where it leads away from Graph as it is configured: an access token goes nowhere else.</summary>
    public Uri? Follow(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var url) && Uri.Compare(url, Root, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0 ? url : null;

    public Task<Result<T>> GetAsync<T>(Grant grant, Uri url, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        GetAsync(grant, url, body => JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The answer is null."), cancellationToken);

    /// <summary>Reads the body of a success; a failure is told by its status and code.</summary>
    public Task<Result<T>> GetAsync<T>(Grant grant, Uri url, Func<byte[], T> read, CancellationToken cancellationToken) =>
        http.GetAsync<T>(
            grant,
            url,
            async (response, ct) =>
            {
                var body = await response.Content.ReadAsByteArrayAsync(ct);
                return response.IsSuccessStatusCode ? read(body) : Judge(response, CodeOf(body));
            },
            cancellationToken);

    /// <summary>Sends JSON, or nothing, once and reads the body of a success.</summary>
    public Task<Result<T>> SendAsync<T>(Grant grant, HttpMethod method, Uri url, byte[]? json, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(grant, method, url, json, body => JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The answer is null."), cancellationToken);

    /// <summary>Sends JSON, or nothing, once; of a success nothing but itself counts.</summary>
    public Task<Result<Done>> SendAsync(Grant grant, HttpMethod method, Uri url, byte[]? json, CancellationToken cancellationToken) =>
        SendAsync(grant, method, url, json, _ => default(Done), cancellationToken);

    private Task<Result<T>> SendAsync<T>(Grant grant, HttpMethod method, Uri url, byte[]? json, Func<byte[], T> read, CancellationToken cancellationToken) =>
        http.SendOnceAsync<T>(
            grant,
            method,
            url,
            json,
            async (response, ct) =>
            {
                var body = await response.Content.ReadAsByteArrayAsync(ct);
                return response.IsSuccessStatusCode ? read(body) : Judge(response, CodeOf(body));
            },
            cancellationToken);

    private Failure Judge(HttpResponseMessage response, string? code) => response.StatusCode switch
    {
        HttpStatusCode.Gone => new Failure.Rejected(Reset, "Microsoft wants this calendar to be read anew."),
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError when IsReset(code) => new Failure.Rejected(Reset, "Microsoft wants this calendar to be read anew."),
        HttpStatusCode.Unauthorized => new Failure.NeedsReconnect("Microsoft no longer accepts our access."),
        HttpStatusCode.TooManyRequests => Limited(response),
        HttpStatusCode.Forbidden => Forbidden(response, code),
        HttpStatusCode.NotFound when Is(code, "MailboxNotEnabledForRESTAPI") => NoMailbox,
        HttpStatusCode.NotFound => new Failure.NotFound("It"),
        HttpStatusCode.NotImplemented => Refusal(response, code),
        >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => new Failure.Unavailable($"Microsoft does not answer as it should ({(int)response.StatusCode})."),
        _ => Refusal(response, code),
    };

    private Failure Forbidden(HttpResponseMessage response, string? code) => code switch
    {
        _ when Is(code, "ApplicationThrottled") || Is(code, "activityLimitReached") => Limited(response),
        _ when Is(code, "insufficient_claims") => new Failure.NeedsReconnect("Your organization wants you to sign in at Microsoft again."),
        _ when Is(code, "Authorization_RequestDenied") => new Failure.Rejected("scope_missing", "Microsoft refuses this: a permission was not given."),
        _ when Is(code, "MailboxNotEnabledForRESTAPI") => NoMailbox,
        _ => new Failure.Rejected("forbidden", "Microsoft refuses this for the account."),
    };

    private static Failure.Rejected NoMailbox => new("no_mailbox", "This Microsoft account has no mailbox that can be reached.");

    private static Failure.Rejected Refusal(HttpResponseMessage response, string? code) =>
        new(Refused, $"Microsoft refused the request ({(int)response.StatusCode}{(code is null ? "" : ", " + code)}).");

    private Failure.RateLimited Limited(HttpResponseMessage response) =>
        new(RetryAfter.Read(response, time) ?? time.Now() + Pause, "Microsoft asked us to wait.");

    /// <summary>"Such as syncStateNotFound" and resyncRequired (learn.microsoft.com/graph/delta-query-overview, 2026-04); seen in both cases.</summary>
    private static bool IsReset(string? code) => Is(code, "resyncRequired") || code?.StartsWith("syncState", StringComparison.OrdinalIgnoreCase) == true;

    private static bool Is(string? code, string known) => string.Equals(code, known, StringComparison.OrdinalIgnoreCase);

    private static string? CodeOf(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, OutlookJson.Default.OutlookErrorBody)?.Error?.Code is { Length: <= 60 } code ? code : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
