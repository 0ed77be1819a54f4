using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using App.Sandbox.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Credentials;

/// <summary>The RS256 key that signs id tokens; kept, so that a restart does not sign people out.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly TokenSecrets _secrets;
    private readonly Lazy<(RSA Rsa, string Modulus, string Exponent, string Id)> _key;

    public SigningKey(SandboxFolder folder, TokenSecrets secrets)
    {
        _secrets = secrets;
        _key = new(() => Describe(Load(folder.PathOf("signing-key.pem"))));
    }

    /// <summary>The public half as a JSON Web Key Set.</summary>
    public object KeySet =>
        new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = _key.Value.Id, n = _key.Value.Modulus, e = _key.Value.Exponent } } };

    public string Sign(Dictionary<string, object> claims)
    {
        var header = Encode(JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", kid = _key.Value.Id, typ = "JWT" }));
        var payload = Encode(JsonSerializer.SerializeToUtf8Bytes(claims, SandboxJson.Options));
        var signed = $"{header}.{payload}";
        var signature = _key.Value.Rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return _secrets.Remember($"{signed}.{Encode(signature)}");
    }

    /// <summary>Left half of the access token's hash (OpenID Connect Core §3.1.3.6).</summary>
    public static string AtHash(string accessToken) => Encode(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken))[..16]);

    public void Dispose()
    {
        if (_key.IsValueCreated)
        {
            _key.Value.Rsa.Dispose();
        }
    }

    private static (RSA, string, string, string) Describe(RSA rsa)
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return (rsa, Encode(key.Modulus!), Encode(key.Exponent!), Encode(SHA256.HashData(key.Modulus!))[..16]);
    }

    private static RSA Load(string path)
    {
        if (File.Exists(path))
        {
            var stored = RSA.Create();
            stored.ImportFromPem(File.ReadAllText(path));
            return stored;
        }

        var made = RSA.Create(2048);
        File.WriteAllText(path + ".new", made.ExportPkcs8PrivateKeyPem());
        File.Move(path + ".new", path, overwrite: true);
        return made;
    }

    private static string Encode(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);
}
