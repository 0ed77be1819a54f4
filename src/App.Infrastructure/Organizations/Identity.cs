namespace App.Infrastructure.Organizations;

/// <summary>Who the issuer says has signed in (OpenID Connect Core §5.1). Only <paramref name="Issuer"/> and <paramref name="Subject"/> identify her.</summary>
/// <param name="Issuer">As in the id_token.</param>
/// <param name="Subject">Unchanging at that issuer.</param>
/// <param name="Email">May be absent, and may be anybody's unless verified.</param>
/// <param name="EmailVerified">The issuer checked that the address is hers.</param>
/// <param name="Name">What people call her.</param>
/// <param name="Locale">BCP 47, where given.</param>
/// <param name="ZoneInfo">IANA time zone, where given.</param>
public sealed record Identity(string Issuer, string Subject, string? Email, bool EmailVerified, string? Name, string? Locale = null, string? ZoneInfo = null)
{
    /// <summary>The address if the issuer vouches for it, in the spelling invitations are kept in.</summary>
    internal string? VerifiedAddress => EmailVerified ? EmailAddress.Normalize(Email) : null;
}
