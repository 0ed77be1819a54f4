using System.Net;
using System.Text;
using App.Sandbox.Credentials;

namespace App.Sandbox.Push;

/// <summary>Asks an address to prove that it wants pushes: it has to give back a token in plain text.</summary>
internal sealed class PushHandshake(IHttpClientFactory clients, TokenSecrets secrets)
{
    /// <summary>Why the address did not prove it; null if it did.</summary>
    public async Task<string?> RefusalAsync(string address, CancellationToken cancellation)
    {
        // What has to be escaped is part of it, so that an address which does not unescape is found out.
        var token = secrets.Make("Validation: Testing client application reachability + ", 24);
        var separator = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}{separator}validationToken={WebUtility.UrlEncode(token)}")
        {
            Content = new StringContent("", Encoding.UTF8, "text/plain"),
        };
        try
        {
            using var response = await clients.CreateClient(PushDelivery.HttpClientName).SendAsync(request, cancellation);
            var answered = await response.Content.ReadAsStringAsync(cancellation);
            return response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentType?.MediaType == "text/plain" && answered == token
                ? null
                : "Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.";
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return "Subscription validation request timed out.";
        }
    }
}
