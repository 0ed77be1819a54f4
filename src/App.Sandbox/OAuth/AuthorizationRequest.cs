using App.Sandbox.Credentials;

namespace App.Sandbox.OAuth;

/// <summary>What a client asks for at an authorization endpoint (RFC 6749 §4.1.1), before a vendor judges it.</summary>
internal class AuthorizationRequest(IReadOnlyDictionary<string, string> asked)
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

    public string[] Prompts => Split(Get("prompt"));

    public string[] Scopes => Split(Get("scope"));

    public string ClientName => new Uri(RedirectUri).Host;

    /// <summary>The terms of a code for these scopes of this account.</summary>
    public CodeTerms Terms(string vendor, string account, IReadOnlyList<string> scopes, bool offline) => new()
    {
        Vendor = vendor,
        Account = account,
        ClientId = ClientId,
        RedirectUri = RedirectUri,
        Scopes = scopes,
        Nonce = Nonce,
        Challenge = Challenge,
        ChallengeMethod = ChallengeMethod,
        Offline = offline,
    };

    protected string? Get(string name) => asked.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public static string[] Split(string? scope) =>
        (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToArray();
}
