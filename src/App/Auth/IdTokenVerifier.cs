using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace App.Auth;

/// <summary>
/// Believes an id_token only if everything OpenID Connect Core §3.1.3.7 asks for holds. The list of algorithms is fixed, and the kind of
/// key must fit the algorithm, so that no header can choose a weaker check (RFC 8725 §3.1).
/// </summary>
internal sealed class IdTokenVerifier(SigningKeys keys, IssuerMetadata issuer, TimeProvider time)
{
    private const int LongestToken = 16_384;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public async Task<IdToken> VerifyAsync(string token, string clientId, string? nonce, CancellationToken cancellationToken)
    {
        try
        {
            return await VerifyCoreAsync(token, clientId, nonce, cancellationToken);
        }
        catch (Exception e) when (e is FormatException or JsonException or CryptographicException or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new IssuerRefusedException("malformed id_token", e);
        }
    }

    private async Task<IdToken> VerifyCoreAsync(string token, string clientId, string? nonce, CancellationToken cancellationToken)
    {
        // RFC 7515 §7.1: three parts. An encrypted token (five) is not asked for.
        var parts = token.Length > LongestToken ? [] : token.Split('.');
        Require(parts.Length == 3, "shape");
        var header = Parse(parts[0]);
        var algorithm = header.Text("alg");

        // RFC 8725 §3.1 and §3.2, RFC 7515 §4.1.11: known algorithms only, never none or a shared secret, nothing critical we don't know.
        Require(algorithm is "RS256" or "PS256" or "ES256", "alg");
        Require(!header.TryGetProperty("crit", out _), "crit");

        var claims = Parse(parts[1]);
        var key = await keys.FindAsync(header.Text("kid"), algorithm!, cancellationToken);
        CheckIssuer(claims, key);

        // Core §3.1.3.7 item 6, RFC 7515 §5.2.
        Require(Verifies(key, algorithm!, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])), "signature");
        CheckAudience(claims, clientId);
        CheckTimes(claims, time.GetUtcNow());

        // Items 11, §15.5.2: it answers this very request.
        Require(!string.IsNullOrEmpty(nonce) && claims.Text("nonce") is { } given
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(nonce), Encoding.UTF8.GetBytes(given)), "nonce");

        // §2: sub is required. at_hash (item 16) is optional in the code flow, and the access token is not used.
        Require(!string.IsNullOrEmpty(claims.Text("sub")), "sub");
        return IdToken.Read(claims);
    }

    // Item 2. Where an issuer serves many tenants, its discovery document has {tenantid} in the issuer, the token has the tenant in tid,
    // and a key may say which issuer it signs for.
    private void CheckIssuer(JsonElement claims, JsonElement key)
    {
        var named = claims.Text("iss");
        Require(named == issuer.IssuerOf(claims.Text("tid")), "iss");
        Require(key.Text("issuer") is not { } signsFor || signsFor == named || signsFor == issuer.Issuer, "issuer of the key");
    }

    // Items 3, 4 and 5.
    private static void CheckAudience(JsonElement claims, string clientId)
    {
        var audience = claims.GetProperty("aud");
        var audiences = audience.ValueKind == JsonValueKind.Array ? audience.EnumerateArray().Select(a => a.GetString()).ToList() : [audience.GetString()];
        var authorized = claims.Text("azp");
        Require(audiences.Contains(clientId), "aud");
        Require(audiences.Count == 1 || authorized is not null, "azp");
        Require(authorized is null || authorized == clientId, "azp");
    }

    // Items 9 and 10; RFC 7519 §4.1.5. Two minutes for clocks that differ.
    private static void CheckTimes(JsonElement claims, DateTimeOffset now)
    {
        Require(At(claims, "exp") + Skew > now, "exp");
        Require(At(claims, "iat") - Skew < now, "iat");
        Require(!claims.TryGetProperty("nbf", out _) || At(claims, "nbf") - Skew < now, "nbf");
    }

    private static DateTimeOffset At(JsonElement claims, string name) => DateTimeOffset.FromUnixTimeSeconds(checked((long)claims.GetProperty(name).GetDouble()));

    private static bool Verifies(JsonElement key, string algorithm, byte[] data, byte[] signature)
    {
        byte[] Part(string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString()!);
        if (algorithm == "ES256")
        {
            // RFC 7518 §3.4: P-256, and the signature is R and S, not DER.
            Require(key.Text("crv") == "P-256", "crv");
            using var curve = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = { X = Part("x"), Y = Part("y") } });
            return curve.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        // RFC 7518 §3.3 and §3.5: 2048 bits or more.
        using var rsa = RSA.Create(new RSAParameters { Modulus = Part("n"), Exponent = Part("e") });
        Require(rsa.KeySize >= 2048, "key size");
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }

    private static JsonElement Parse(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        Require(document.RootElement.ValueKind == JsonValueKind.Object, "shape");
        return document.RootElement.Clone();
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new IssuerRefusedException(what);
        }
    }
}
