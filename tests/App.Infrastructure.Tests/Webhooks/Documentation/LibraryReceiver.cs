using Microsoft.AspNetCore.Http;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

public static class LibraryReceiver
{
    /// <param name="secret">whsec_…</param>
    /// <param name="body">As it came.</param>
    public static bool Verify(string secret, IHeaderDictionary headers, string body) =>
        headers["webhook-signature"].ToString().Split(' ').Any(signature => IsRight(new StandardWebhook(secret), headers, signature, body));

    private static bool IsRight(StandardWebhook webhook, IHeaderDictionary headers, string signature, string body)
    {
        try
        {
            webhook.Verify(body, new HeaderDictionary { ["webhook-id"] = headers["webhook-id"], ["webhook-timestamp"] = headers["webhook-timestamp"], ["webhook-signature"] = signature });
            return true;
        }
        catch (Exception refused) when (refused is WebhookVerificationException or ArgumentException)
        {
            return false;
        }
    }
}
