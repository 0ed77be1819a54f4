using App.Sandbox.Credentials;
using App.Sandbox.Hosting;
using App.Sandbox.OAuth;

namespace App.Sandbox.Microsoft.OAuth;

/// <summary>What a client asks of the identity platform, at the endpoint of one tenant.</summary>
internal sealed class AuthorizeRequest(string tenant, IReadOnlyDictionary<string, string> asked) : AuthorizationRequest(asked)
{
    public string Tenant => tenant;

    public IReadOnlyList<MicrosoftAccount> Accounts => MicrosoftAccount.OfTenant(tenant) ?? [];

    /// <summary>What is said on a page, because nothing may be sent to an unproven address.</summary>
    public (string Code, string Text)? Doubt(ClientAuthentication clients)
    {
        if (Accounts.Count == 0)
        {
            return ("AADSTS90002", $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID.");
        }

        if (!clients.IsKnown(ClientId))
        {
            return ("AADSTS700016", "Application with this identifier was not found in the directory.");
        }

        return SandboxUrls.IsAllowedRedirect(RedirectUri)
            ? null
            : ("AADSTS50011", "The redirect URI specified in the request does not match the redirect URIs configured for the application.");
    }

    /// <summary>What is told to the application.</summary>
    public (string Code, string Text)? Fault()
    {
        if (Get("response_type") != "code")
        {
            return ("unsupported_response_type", "AADSTS70007: Only the response type 'code' is supported.");
        }

        if (Get("response_mode") is { } mode and not "query")
        {
            return ("invalid_request", $"AADSTS70007: '{mode}' is not a supported value of 'response_mode'.");
        }

        if (Scopes.Length == 0)
        {
            return ("invalid_request", "AADSTS900144: The request body must contain the following parameter: 'scope'.");
        }

        if (MicrosoftScopes.Read(Scopes).FirstOrDefault(s => !MicrosoftScopes.IsKnown(s)) is { } unknown)
        {
            return ("invalid_scope", $"AADSTS70011: The provided value for the input parameter 'scope' is not valid. The scope '{unknown}' does not exist.");
        }

        if (Challenge is null || ChallengeMethod != "S256")
        {
            return ("invalid_request", "AADSTS9002325: Proof Key for Code Exchange with S256 is required.");
        }

        return Prompts.Contains("none") ? ("interaction_required", "AADSTS50058: A silent sign-in request was sent but no user is signed in.") : null;
    }
}
