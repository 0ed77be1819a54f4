namespace App.Auth;

/// <summary>Ways to say who one is.</summary>
public static class AuthSchemes
{
    /// <summary>Takes the API key where one is presented, and the session otherwise.</summary>
    public const string Any = "any";

    /// <summary>The cookie of a signed-in member.</summary>
    public const string Session = "session";

    /// <summary><c>Authorization: Bearer ihk_…</c></summary>
    public const string ApiKey = "api-key";

    /// <summary>OpenID Connect at the configured issuer.</summary>
    public const string Issuer = "issuer";
}
