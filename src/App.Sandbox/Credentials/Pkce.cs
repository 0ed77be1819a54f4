using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Credentials;

/// <summary>RFC 7636: proves that who exchanges a code is who asked for it.</summary>
internal static class Pkce
{
    public static bool Proves(CodeTerms terms, string? verifier)
    {
        if (terms.Challenge is null)
        {
            return true;
        }

        if (string.IsNullOrEmpty(verifier))
        {
            return false;
        }

        var computed = terms.ChallengeMethod == "S256"
            ? WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))
            : verifier;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(terms.Challenge));
    }
}
