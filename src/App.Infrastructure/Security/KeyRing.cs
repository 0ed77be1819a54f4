using System.Collections.Concurrent;
using App.Infrastructure.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Primitives;

namespace App.Infrastructure.Security;

/// <summary>
/// The key ring in its folder. The framework reads it once a day; another process may add a key meanwhile (<see cref="RotateKeys"/>), so
/// this one can be told to read it again, and opens what an unread key sealed.
/// </summary>
public sealed class KeyRing(DirectoryInfo folder, IKeyManager inner, TimeProvider time) : IKeyManager, IDisposable
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _unknown = new();
    private CancellationTokenSource _reload = new();
    private IDataProtectionProvider? _fresh;

    /// <summary>The files of the ring, as one text to compare.</summary>
    public string Fingerprint => Directory.Exists(folder.FullName) ? string.Join('/', folder.EnumerateFiles("*.xml").Select(f => f.Name).Order(StringComparer.Ordinal)) : "";

    public IKey CreateNewKey(DateTimeOffset activationDate, DateTimeOffset expirationDate)
    {
        PrivateFolder.Create(folder.FullName);
        return inner.CreateNewKey(activationDate, expirationDate);
    }

    public IReadOnlyCollection<IKey> GetAllKeys()
    {
        PrivateFolder.Create(folder.FullName);
        return inner.GetAllKeys();
    }

    public CancellationToken GetCacheExpirationToken() =>
        CancellationTokenSource.CreateLinkedTokenSource(inner.GetCacheExpirationToken(), Volatile.Read(ref _reload).Token).Token;

    public void RevokeKey(Guid keyId, string? reason = null) => inner.RevokeKey(keyId, reason);

    public void RevokeAllKeys(DateTimeOffset revocationDate, string? reason = null) => inner.RevokeAllKeys(revocationDate, reason);

    /// <summary>The folder has changed: keys that were not in it are looked for again, and the framework reads it, in the background, at its next use.</summary>
    public void Reload()
    {
        _unknown.Clear();
        Refresh();
    }

    /// <summary>A provider that has read the folder just now; it makes no keys.</summary>
    public IDataProtectionProvider ReadNow()
    {
        PrivateFolder.Create(folder.FullName); // the framework would make one everybody can read
        return DataProtectionProvider.Create(folder, builder => builder.SetApplicationName(Seals.ApplicationName).DisableAutomaticKeyGeneration());
    }

    /// <summary>Where another process may have sealed this with a key we have not read: a provider that has. Null: reading again is no use.</summary>
    internal IDataProtectionProvider? ReadFor(ReadOnlySpan<byte> closed)
    {
        var now = time.GetUtcNow();
        if (SealedBytes.KeyOf(closed) is not { } key)
        {
            return null;
        }

        if (!_unknown.TryGetValue(key, out var tried) || now - tried >= TryAgain)
        {
            _fresh = ReadNow();
            _unknown[key] = now;
            Refresh();
        }

        return _fresh;
    }

    public void Dispose() => _reload.Dispose();

    private void Refresh() => Interlocked.Exchange(ref _reload, new CancellationTokenSource()).Cancel();
}
