using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using App.Domain;
using App.Domain.Connections;
using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Providers.Shared;

/// <summary>This product's registration at a vendor.</summary>
public sealed record ClientCredentials(string Id, string Secret)
{
    public override string ToString() => $"Client {Id}";
}

/// <summary>
/// The OAuth 2.0 authorization code flow (RFC 6749 §4.1) with PKCE (RFC 7636), refresh (§6) and revocation (RFC 7009), for any provider:
/// what differs is data in its manifest.
/// </summary>
public sealed class OAuthClient(IHttpClientFactory http, ProviderAddresses addresses, TimeProvider time)
{
    public const string HttpClientName = "oauth";

    /// <summary>Code of a refusal: the vendor has no way to end access from here.</summary>
    public const string NoRevocation = "no_revocation";

    private const int MostBytes = 64 * 1024;

    /// <summary>Where the member's browser is sent.</summary>
    public Uri AuthorizeUrl(ProviderManifest manifest, ClientCredentials client, string redirectUri, string state, string challenge, string? loginHint)
    {
        var query = new Dictionary<string, string>(manifest.AuthorizeParameters)
        {
            ["response_type"] = "code",
            ["client_id"] = client.Id,
            ["redirect_uri"] = redirectUri,
            ["scope"] = string.Join(' ', manifest.Scopes.Select(s => s.Scope)),
            ["state"] = state,
            ["code_challenge"] = challenge,
            ["code_challenge_method"] = "S256",
        };
        if (loginHint is not null)
        {
            query["login_hint"] = loginHint;
        }

        var url = new UriBuilder(addresses.Of(manifest).AuthorizeUrl);
        url.Query = string.Join('&', new[] { url.Query.TrimStart('?') }.Where(q => q.Length > 0).Concat(query.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}")));
        return url.Uri;
    }

    /// <summary>Exchanges a code. A refused one is <see cref="Failure.Rejected"/>.</summary>
    public Task<Result<Tokens>> ExchangeAsync(ProviderManifest manifest, ClientCredentials client, string code, string verifier, string redirectUri, CancellationToken cancellationToken) =>
        AskAsync(manifest, client, new() { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirectUri, ["code_verifier"] = verifier }, cancellationToken);

    /// <summary>Refreshes. A dead refresh token is <see cref="Failure.NeedsReconnect"/>; anything passing is not.</summary>
    public async Task<Result<Tokens>> RefreshAsync(ProviderManifest manifest, ClientCredentials client, string refreshToken, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(manifest, client, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellationToken);
        return answer.Failure is Failure.Rejected { Detail: "invalid_grant" } dead ? new Failure.NeedsReconnect(dead.Why) : answer;
    }

    /// <summary>Ends a token at the vendor. One that is already dead counts as ended.</summary>
    public async Task<Result<Done>> RevokeAsync(ProviderManifest manifest, ClientCredentials client, string token, CancellationToken cancellationToken)
    {
        if (addresses.Of(manifest).RevokeUrl is not { } url)
        {
            return new Failure.Rejected(NoRevocation, $"{manifest.Vendor} has no way to end access from here.");
        }

        var answer = await SendAsync(manifest, client, url, new() { ["token"] = token }, cancellationToken);
        return answer.TryGet(out _, out var failure) || failure is Failure.Rejected { Detail: "invalid_token" or "invalid_grant" or "invalid_request" } ? Result.Done : failure;
    }

    /// <summary>
    /// Asks the token endpoint with a code that can't exist: a vendor that knows the client refuses the code, one that doesn't refuses the client.
    /// </summary>
    public async Task<Result<Done>> CheckClientAsync(ProviderManifest manifest, ClientCredentials client, string redirectUri, CancellationToken cancellationToken)
    {
        var answer = await ExchangeAsync(manifest, client, "check", "check-check-check-check-check-check-check-check", redirectUri, cancellationToken);
        return answer.Failure switch
        {
            null or Failure.Rejected { Detail: "invalid_grant" } => Result.Done,
            var refused => refused,
        };
    }

    private async Task<Result<Tokens>> AskAsync(ProviderManifest manifest, ClientCredentials client, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        var asked = time.Now();
        var answer = await SendAsync(manifest, client, addresses.Of(manifest).TokenUrl, form, cancellationToken);
        if (!answer.TryGet(out var body, out var failure))
        {
            return failure;
        }

        using (body)
        {
            var root = body.RootElement;
            return Text(root, "access_token") is { Length: > 0 } access
                ? new Tokens(access, Text(root, "refresh_token"), Seconds(root) is { } life ? asked + Duration.FromSeconds(life) : null, Text(root, "scope"))
                : new Failure.Unavailable($"{manifest.Vendor} answered without a token.");
        }
    }

    private async Task<Result<JsonDocument>> SendAsync(ProviderManifest manifest, ClientCredentials client, string url, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (manifest.BasicClientAuthentication)
        {
            var pair = $"{Uri.EscapeDataString(client.Id)}:{Uri.EscapeDataString(client.Secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        else
        {
            (form["client_id"], form["client_secret"]) = (client.Id, client.Secret);
        }

        request.Content = new FormUrlEncodedContent(form);
        try
        {
            using var response = await http.CreateClient(HttpClientName).SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            return await ReadAsync(manifest, response, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Failure.Unavailable($"{manifest.Vendor} can't be reached.");
        }
    }

    private async Task<Result<JsonDocument>> ReadAsync(ProviderManifest manifest, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var json = bytes.Length <= MostBytes ? TryParse(bytes) : null;
        if (response.IsSuccessStatusCode)
        {
            return json is not null ? json : bytes.Length == 0 ? JsonDocument.Parse("{}") : new Failure.Unavailable($"{manifest.Vendor} answered something that can't be read.");
        }

        using (json)
        {
            return Refusal(manifest, response, json is null ? null : Text(json.RootElement, "error"));
        }
    }

    private Failure Refusal(ProviderManifest manifest, HttpResponseMessage response, string? error) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => new Failure.RateLimited(RetryAfter.Read(response, time) ?? time.Now() + Duration.FromMinutes(1), $"{manifest.Vendor} asked us to wait."),
        >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => new Failure.Unavailable($"{manifest.Vendor} does not answer as it should ({(int)response.StatusCode})."),
        _ => error switch
        {
            // The last three want the person herself (OpenID Connect Core §3.1.2.6): no repetition helps either.
            "invalid_grant" or "interaction_required" or "login_required" or "consent_required" => new Failure.Rejected("invalid_grant", $"{manifest.Vendor} no longer accepts this permission."),
            "invalid_client" or "unauthorized_client" => new Failure.Rejected("invalid_client", $"{manifest.Vendor} does not accept this server's client id and secret. An administrator can set them."),
            "temporarily_unavailable" or "server_error" => new Failure.Unavailable($"{manifest.Vendor} is not available at the moment."),
            _ => new Failure.Rejected(error is { Length: <= 60 } ? error : "refused", $"{manifest.Vendor} refused the request."),
        },
    };

    private static JsonDocument? TryParse(byte[] bytes)
    {
        try
        {
            var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Seconds(JsonElement root) => root.TryGetProperty("expires_in", out var value) switch
    {
        true when value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var n) => Math.Clamp(n, 0, 10L * 365 * 86_400),
        true when value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), out var n) => Math.Clamp(n, 0, 10L * 365 * 86_400),
        _ => null,
    };
}
