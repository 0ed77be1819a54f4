using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace App.Tests.Auth;

/// <summary>An issuer that signs whatever a test wants, and counts how often its documents are fetched.</summary>
internal sealed class TestIssuer(string issuer) : HttpMessageHandler
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RSA _weak = RSA.Create(1024);
    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string RsaKid { get; set; } = "r1";

    /// <summary>What the keys say they sign for, as multi-tenant issuers do.</summary>
    public string? KeyIssuer { get; set; }

    /// <summary>What the discovery document says, besides where things are.</summary>
    public JsonObject Discovery { get; } = new()
    {
        ["issuer"] = issuer,
        ["authorization_endpoint"] = "https://id.test/authorize",
        ["token_endpoint"] = "https://id.test/token",
        ["jwks_uri"] = "https://id.test/jwks",
    };

    public bool IsDown { get; set; }

    public List<string> Asked { get; } = [];

    public JsonObject Claims(DateTimeOffset now) => new()
    {
        ["iss"] = issuer,
        ["aud"] = "app",
        ["sub"] = "ann",
        ["nonce"] = "n1",
        ["iat"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
    };

    public string Sign(JsonObject claims, string algorithm = "RS256", string? kid = "r1", JsonObject? header = null)
    {
        header ??= [];
        header["alg"] = algorithm;
        if (kid is not null)
        {
            header["kid"] = kid;
        }

        var head = Encode(header);
        var body = Encode(claims);
        return $"{head}.{body}.{Base64Url.EncodeToString(Signature(algorithm, kid, Encoding.ASCII.GetBytes($"{head}.{body}")))}";
    }

    public static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        Asked.Add(path);
        return IsDown
            ? throw new HttpRequestException("The issuer is down.")
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(path.EndsWith("/jwks", StringComparison.Ordinal) ? KeySet() : Discovery.ToJsonString()) });
    }

    private byte[] Signature(string algorithm, string? kid, byte[] data) => algorithm switch
    {
        "ES256" => _curve.SignData(data, HashAlgorithmName.SHA256),
        "HS256" => HMACSHA256.HashData(_rsa.ExportSubjectPublicKeyInfo(), data),
        "none" => [],
        "PS256" => _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        _ => (kid == "weak" ? _weak : _rsa).SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private string KeySet() => JsonSerializer.Serialize(new { keys = new[] { Rsa(_rsa, RsaKid, "sig"), Rsa(_weak, "weak", "sig"), Rsa(_rsa, "for-encryption", "enc"), Curve() } });

    private Dictionary<string, string?> Rsa(RSA key, string kid, string use)
    {
        var parameters = key.ExportParameters(false);
        return Key(new() { ["kty"] = "RSA", ["kid"] = kid, ["use"] = use, ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent) });
    }

    private Dictionary<string, string?> Curve()
    {
        var point = _curve.ExportParameters(false).Q;
        return Key(new() { ["kty"] = "EC", ["kid"] = "e1", ["alg"] = "ES256", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) });
    }

    private Dictionary<string, string?> Key(Dictionary<string, string?> key)
    {
        if (KeyIssuer is not null)
        {
            key["issuer"] = KeyIssuer;
        }

        return key;
    }
}
