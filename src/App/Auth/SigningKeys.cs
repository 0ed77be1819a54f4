using System.Text.Json;

namespace App.Auth;

/// <summary>
/// The issuer's signing keys (RFC 7517). Fetched when first needed and again when a token names a key that is not among them
/// (OpenID Connect Core §10.1.1), but at most once a minute: bad tokens must not make us hammer the issuer.
/// </summary>
internal sealed class SigningKeys(HttpClient http, Uri address, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Floor = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private JsonElement[] _keys = [];
    private DateTimeOffset? _fetched;

    public async Task<JsonElement> FindAsync(string? kid, string algorithm, CancellationToken cancellationToken)
    {
        if (Find(kid, algorithm) is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Find(kid, algorithm) is null && (_fetched is not { } last || time.GetUtcNow() - last >= Floor))
            {
                using var document = JsonDocument.Parse(await http.GetStringAsync(address, cancellationToken));
                _keys = [.. document.RootElement.Clone().GetProperty("keys").EnumerateArray()];
                _fetched = time.GetUtcNow();
            }

            return Find(kid, algorithm) ?? throw new IssuerRefusedException("unknown key");
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    // The one key of the right kind and use; without a kid there must be only one (RFC 7515 §4.1.4, Core §10.1).
    private JsonElement? Find(string? kid, string algorithm)
    {
        var kind = algorithm == "ES256" ? "EC" : "RSA";
        var fit = _keys.Where(k => k.Text("kty") == kind
            && (k.Text("use") ?? "sig") == "sig"
            && (k.Text("alg") ?? algorithm) == algorithm
            && (kid is null || k.Text("kid") == kid)).ToList();
        return fit.Count == 1 ? fit[0] : null;
    }
}
