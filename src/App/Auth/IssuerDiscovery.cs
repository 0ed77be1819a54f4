using System.Text.Json;

namespace App.Auth;

/// <summary>The issuer as it was last heard, and what checks its tokens.</summary>
internal sealed record KnownIssuer(IssuerMetadata Metadata, IdTokenVerifier Verifier);

/// <summary>
/// Fetches the issuer's discovery document when first needed and daily after. A failure is not remembered: the next sign-in asks again.
/// While a known issuer can't be reached, what it said before holds.
/// </summary>
internal sealed class IssuerDiscovery(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(1);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Holding? _held;

    public async Task<KnownIssuer> FindAsync(HttpClient http, Uri issuer, CancellationToken cancellationToken)
    {
        if (Held(issuer) is { } fresh)
        {
            return fresh;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return Held(issuer) ?? await FetchAsync(http, issuer, cancellationToken);
        }
        catch (Exception e) when (_held is { } old && old.Issuer == issuer && e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return _held!.Known;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _held?.Keys.Dispose();
        _gate.Dispose();
    }

    private KnownIssuer? Held(Uri issuer) => _held is { } held && held.Issuer == issuer && time.GetUtcNow() - held.At < Life ? held.Known : null;

    private async Task<KnownIssuer> FetchAsync(HttpClient http, Uri issuer, CancellationToken cancellationToken)
    {
        // Discovery §4.1: a slash at the issuer's end is not doubled.
        var address = new Uri(issuer.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration");
        IssuerMetadata metadata;
        try
        {
            using var document = JsonDocument.Parse(await http.GetStringAsync(address, cancellationToken));
            metadata = IssuerMetadata.Read(document.RootElement, issuer);
        }
        catch (JsonException e)
        {
            throw new IssuerRefusedException("malformed discovery document", e);
        }

        var keys = _held is { } old && old.Known.Metadata.KeySet == metadata.KeySet ? old.Keys : new SigningKeys(http, metadata.KeySet, time);
        var known = new KnownIssuer(metadata, new IdTokenVerifier(keys, metadata, time));
        _held = new Holding(issuer, time.GetUtcNow(), known, keys);
        return known;
    }

    private sealed record Holding(Uri Issuer, DateTimeOffset At, KnownIssuer Known, SigningKeys Keys);
}
