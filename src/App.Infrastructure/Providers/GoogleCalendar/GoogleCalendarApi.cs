using System.Net;
using System.Text.Json;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;
using NodaTime;

namespace App.Infrastructure.Providers.GoogleCalendar;

/// <summary>Transport only: addresses, and what Google's errors mean.</summary>
internal sealed class GoogleCalendarApi(ProviderHttp http, ProviderAddresses addresses, Catalogue catalogue, TimeProvider time)
{
    // Google documents no Retry-After (Calendar API, "Handle API errors", read 2026-04): the first wait when it names none.
    private static readonly Duration Pause = Duration.FromMinutes(1);

    private ProviderEndpoints Endpoints => addresses.Of(catalogue.Read(GoogleCalendarProvider.Key));

    public Uri Url(string path, IEnumerable<(string Name, string? Value)> query) =>
        new($"{Endpoints.ApiUrl.TrimEnd('/')}/{path}?{string.Join('&', query.Where(q => q.Value is not null).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!)}"))}".TrimEnd('?'));

    public Uri UserInfoUrl => new(Endpoints.UserInfoUrl!);

    /// <summary>Reads the body of a success; a failure is told by its status and reason. <paramref name="gone"/> is the answer to 410.</summary>
    public Task<Result<T>> GetAsync<T>(Grant grant, Uri url, Func<HttpContent, CancellationToken, Task<T>> read, Func<T>? gone, CancellationToken cancellationToken) =>
        http.GetAsync<T>(
            grant,
            url,
            async (response, ct) => response switch
            {
                { IsSuccessStatusCode: true } => await read(response.Content, ct),
                { StatusCode: HttpStatusCode.Gone } when gone is not null => gone(),
                _ => await FailureAsync(response, ct),
            },
            cancellationToken);

    /// <summary>Sends a write and reads the body of its success.</summary>
    public Task<Result<T>> SendAsync<T>(Grant grant, JsonWrite write, Func<HttpContent, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        http.WriteAsync<T>(grant, write, async (response, ct) => response.IsSuccessStatusCode ? await read(response.Content, ct) : await FailureAsync(response, ct), cancellationToken);

    private async Task<Failure> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var reason = await ReasonAsync(response, cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized when reason?.StartsWith("push.", StringComparison.Ordinal) is true => new Failure.Rejected("push_refused", "Google does not push to this server's address."),
            HttpStatusCode.BadRequest when reason?.StartsWith("push", StringComparison.Ordinal) is true => new Failure.Rejected("push_refused", $"Google does not push this ({reason})."),
            HttpStatusCode.BadRequest when reason is "channelIdNotUnique" => new Failure.Conflict("channel_taken", "Google has a channel of that id."),
            HttpStatusCode.Unauthorized => new Failure.NeedsReconnect("Google no longer accepts our access."),
            HttpStatusCode.TooManyRequests => Limited(response),
            HttpStatusCode.Forbidden when reason is "rateLimitExceeded" or "userRateLimitExceeded" or "quotaExceeded" or "dailyLimitExceeded" => Limited(response),
            HttpStatusCode.Forbidden when reason is "insufficientPermissions" => new Failure.Rejected(WriteRefusal.ScopeMissing, "Google refuses this: a permission was not given."),
            HttpStatusCode.Forbidden when reason is "requiredAccessLevel" => new Failure.Rejected(WriteRefusal.ReadOnly, "This Google calendar can only be read by the account."),
            HttpStatusCode.Forbidden when reason is "forbiddenForNonOrganizer" => new Failure.Rejected(WriteRefusal.NotOrganizer, "Only the organizer of the event can change this at Google."),
            HttpStatusCode.Forbidden => new Failure.Rejected("forbidden", "Google refuses this for the account."),
            HttpStatusCode.NotFound => new Failure.NotFound("It"),
            HttpStatusCode.Gone when reason is "deleted" => new Failure.NotFound("It"),
            HttpStatusCode.Conflict when reason is "duplicate" => new Failure.Conflict("duplicate", "Google has an event of this id."),
            HttpStatusCode.PreconditionFailed => new Failure.Stale(),
            >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => new Failure.Unavailable($"Google does not answer as it should ({(int)response.StatusCode})."),
            _ => new Failure.Rejected("refused", $"Google refused the request ({(int)response.StatusCode}{(reason is null ? "" : ", " + reason)})."),
        };
    }

    private Failure.RateLimited Limited(HttpResponseMessage response) =>
        new(RetryAfter.Read(response, time) ?? time.Now() + Pause, "Google asked us to wait.");

    private static async Task<string?> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return (await JsonSerializer.DeserializeAsync(body, GoogleJson.Default.GoogleErrorBody, cancellationToken))?.Error?.Errors?.FirstOrDefault()?.Reason is { Length: <= 60 } reason ? reason : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
