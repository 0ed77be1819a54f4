using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using App.Sandbox.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Credentials;

/// <summary>The RS256 key that signs id tokens; kept, so that a restart does not sign people out.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly RSA _rsa;
    private readonly TokenSecrets _secrets;

    public SigningKey(SandboxFolder folder, TokenSecrets secrets)
    {
        _secrets = secrets;
        _rsa = Load(folder.PathOf("signing-key.pem"));
        var parameters = _rsa.ExportParameters(includePrivateParameters: false);
        Modulus = WebEncoders.Base64UrlEncode(parameters.Modulus!);
        Exponent = WebEncoders.Base64UrlEncode(parameters.Exponent!);
        KeyId = WebEncoders.Base64UrlEncode(SHA256.HashData(parameters.Modulus!))[..16];
    }

    private string Modulus { get; }

    private string Exponent { get; }

    private string KeyId { get; }

    /// <summary>The public half as a JSON Web Key Set.</summary>
    public object KeySet => new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Modulus, e = Exponent } } };

    public string Sign(Dictionary<string, object> claims)
    {
        var header = Encode(JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", kid = KeyId, typ = "JWT" }));
        var payload = Encode(JsonSerializer.SerializeToUtf8Bytes(claims, SandboxJson.Options));
        var signed = $"{header}.{payload}";
        var signature = _rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return _secrets.Remember($"{signed}.{Encode(signature)}");
    }

    /// <summary>Left half of the access token's hash (OpenID Connect Core §3.1.3.6).</summary>
    public static string AtHash(string accessToken) => Encode(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken))[..16]);

    public void Dispose() => _rsa.Dispose();

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
