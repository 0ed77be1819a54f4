using App.Sandbox.Credentials;
using App.Sandbox.Hosting;
using App.Sandbox.OAuth;

namespace App.Sandbox.Google.OAuth;

/// <summary>What a client asks of Google.</summary>
internal sealed class ConsentRequest(IReadOnlyDictionary<string, string> asked) : AuthorizationRequest(asked)
{
    public bool IsOffline => Get("access_type") == "offline";

    public bool AsksConsentAgain => Prompts.Contains("consent");

    public bool IncludesGranted => Get("include_granted_scopes") == "true";

    /// <summary>What Google says on a page of its own, because nothing may be sent to an unproven address.</summary>
    public (string Code, string Text)? Refusal(ClientAuthentication clients)
    {
        if (!clients.IsKnown(ClientId))
        {
            return ("invalid_client", "The OAuth client was not found.");
        }

        if (!SandboxUrls.IsAllowedRedirect(RedirectUri))
        {
            return ("redirect_uri_mismatch", "The redirect URI is neither https nor a loopback address.");
        }

        if (Get("response_type") != "code")
        {
            return ("unsupported_response_type", "Only response_type=code is supported.");
        }

        if (Scopes.Length == 0)
        {
            return ("invalid_request", "Missing required parameter: scope");
        }

        if (Scopes.FirstOrDefault(s => !GoogleScopes.IsKnown(s)) is { } unknown)
        {
            return ("invalid_scope", $"Some requested scopes were invalid: {unknown}");
        }

        return ChallengeMethod is "S256" or "plain" ? null : ("invalid_request", "Invalid code_challenge_method.");
    }
}
