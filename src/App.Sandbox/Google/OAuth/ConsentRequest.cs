using App.Sandbox.Credentials;
using App.Sandbox.Hosting;

namespace App.Sandbox.Google.OAuth;

/// <summary>What a client asks for at the authorization endpoint.</summary>
internal sealed class ConsentRequest(IReadOnlyDictionary<string, string> asked)
{
    /// <summary>Fields the form adds; everything else is carried on as it was asked.</summary>
    private static readonly HashSet<string> Answers = ["account", "granted", "decision"];

    public IEnumerable<KeyValuePair<string, string>> Carried => asked.Where(a => !Answers.Contains(a.Key));

    public string ClientId => Get("client_id") ?? "";

    public string RedirectUri => Get("redirect_uri") ?? "";

    public string? State => Get("state");

    public string? Nonce => Get("nonce");

    public string? LoginHint => Get("login_hint");

    public string? Challenge => Get("code_challenge");

    public string ChallengeMethod => Get("code_challenge_method") ?? "plain";

    public bool IsOffline => Get("access_type") == "offline";

    public bool AsksConsentAgain => GoogleScopes.Split(Get("prompt")).Contains("consent");

    public bool IncludesGranted => Get("include_granted_scopes") == "true";

    public string[] Scopes => GoogleScopes.Split(Get("scope"));

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

    private string? Get(string name) => asked.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
