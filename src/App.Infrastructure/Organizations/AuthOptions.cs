using System.ComponentModel.DataAnnotations;
using App.Domain.Organizations;

namespace App.Infrastructure.Organizations;

/// <summary>How organizations arise.</summary>
public enum SignUp
{
    /// <summary>The first to sign in founds one and is its Owner; nobody after her does.</summary>
    First,

    /// <summary>Whoever has neither an invitation nor an organization's e-mail domain founds her own.</summary>
    Open,

    /// <summary>By signing in, none; the ones that are there can still invite.</summary>
    Closed,
}

/// <summary>Section <c>Auth</c>: where people sign in, and who may come in.</summary>
public sealed class AuthOptions : IValidatableObject
{
    public const string Section = "Auth";

    /// <summary>Address of the OpenID Connect provider. A path beginning with <c>/</c> is our own (the sandbox). HTTPS, except on this machine. Empty: nobody can sign in.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Name of the provider on the sign-in button. Default: the issuer's host.</summary>
    public string IssuerName { get; set; } = "";

    /// <summary>Client id registered at the issuer; its redirect URI is <c>/sign-in/callback</c> under the public address.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Client secret belonging to the client id; empty for a public client. A secret: set it by environment variable or user secrets.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Scopes asked of the issuer, separated by spaces.</summary>
    public string Scopes { get; set; } = "openid profile email";

    /// <summary>How organizations arise: <c>first</c> (whoever signs in first founds the only one), <c>open</c> (everyone without invitation or e-mail domain founds her own) or <c>closed</c> (none arises). Others join by invitation or verified e-mail domain.</summary>
    public SignUp SignUp { get; set; } = SignUp.First;

    /// <summary>Hours without a visit after which a member signs in again.</summary>
    [Range(1, 720)]
    public int SessionHours { get; set; } = 12;

    /// <summary>Organizations made at start, with an invitation for each of their members. Read in Development only.</summary>
    public IList<SeededOrganization> Organizations { get; } = [];

    /// <summary>True where the issuer is a path of our own.</summary>
    public bool IssuerIsOurs => Issuer.StartsWith('/');

    /// <summary>What people call the issuer.</summary>
    public string NameOfIssuer =>
        IssuerName.Length > 0 ? IssuerName
        : IssuerIsOurs ? "this server's own sign-in"
        : Uri.TryCreate(Issuer, UriKind.Absolute, out var issuer) ? issuer.Host
        : "your sign-in service";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Issuer.Length > 0 && !IssuerIsOurs && !(Uri.TryCreate(Issuer, UriKind.Absolute, out var issuer) && IsSafe(issuer)))
        {
            yield return new("must be an https address, or http on this machine", [nameof(Issuer)]);
        }

        if (Issuer.Length > 0 && ClientId.Length == 0)
        {
            yield return new("must be set together with Auth:Issuer", [nameof(ClientId)]);
        }

        if (!Scopes.Split(' ').Contains("openid", StringComparer.Ordinal))
        {
            yield return new("must contain openid", [nameof(Scopes)]);
        }
    }

    /// <summary>Credentials travel to it: only encrypted, or not off this machine.</summary>
    public static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}

/// <summary>An organization that configuration asks for.</summary>
public sealed class SeededOrganization
{
    /// <summary>Name of the organization.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whom to invite.</summary>
    public IList<SeededMember> Members { get; } = [];
}

/// <summary>Somebody configuration invites.</summary>
public sealed class SeededMember
{
    /// <summary>The address her issuer will vouch for.</summary>
    public string Email { get; set; } = "";

    /// <summary>What she will be.</summary>
    public Role Role { get; set; }
}
