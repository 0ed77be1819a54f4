using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Credentials;

/// <summary>Makes credentials, and remembers what it made in this run so that tests can look for leaks.</summary>
public sealed class TokenSecrets
{
    private readonly Lock _lock = new();
    private readonly List<string> _issued = [];

    public IReadOnlyList<string> Issued
    {
        get
        {
            lock (_lock)
            {
                return [.. _issued];
            }
        }
    }

    public string Make(string prefix, int bytes = 48) =>
        Remember(prefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(bytes)));

    public string Remember(string credential)
    {
        lock (_lock)
        {
            _issued.Add(credential);
        }

        return credential;
    }

    internal static string Hash(string credential) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(credential)));
}
