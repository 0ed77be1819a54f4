using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Security;

/// <summary>How sealing one value anew ended.</summary>
internal enum Reseal
{
    Done,

    /// <summary>It is sealed with that key already.</summary>
    Current,

    /// <summary>No key of the ring opens it.</summary>
    Shut,

    /// <summary>Another writer was first, or it is gone; the next pass sees.</summary>
    Overtaken,
}

/// <summary>One column of sealed values: which rows have one, how one is read with its version, and how it is replaced if nobody else was first.</summary>
internal sealed class SealedStore(
    SealPurpose purpose,
    Func<AppDbContext, CancellationToken, Task<List<Guid>>> rows,
    Func<AppDbContext, Guid, IQueryable<SealedStore.Value>> read,
    Func<AppDbContext, Guid, SealedStore.Value, byte[], CancellationToken, Task<int>> replace)
{
    public static readonly IReadOnlyList<SealedStore> All =
    [
        new(SealPurpose.Grant,
            (db, ct) => db.Grants.Select(g => g.ConnectionId).ToListAsync(ct),
            (db, id) => db.Grants.Where(g => g.ConnectionId == id).Select(g => new Value(g.Sealed, g.Generation)),
            (db, id, old, closed, ct) => db.Grants.Where(g => g.ConnectionId == id && g.Generation == old.Version).ExecuteUpdateAsync(s => s.SetProperty(g => g.Sealed, closed), ct)),
        new(SealPurpose.AttemptVerifier,
            (db, ct) => db.Attempts.Select(a => a.Id).ToListAsync(ct),
            (db, id) => db.Attempts.Where(a => a.Id == id).Select(a => new Value(a.SealedVerifier, a.Version)),
            (db, id, old, closed, ct) => db.Attempts.Where(a => a.Id == id && a.Version == old.Version).ExecuteUpdateAsync(s => s.SetProperty(a => a.SealedVerifier, closed), ct)),
        new(SealPurpose.AttemptTokens,
            (db, ct) => db.Attempts.Where(a => a.SealedTokens != null).Select(a => a.Id).ToListAsync(ct),
            (db, id) => db.Attempts.Where(a => a.Id == id).Select(a => new Value(a.SealedTokens, a.Version)),
            (db, id, old, closed, ct) => db.Attempts.Where(a => a.Id == id && a.Version == old.Version).ExecuteUpdateAsync(s => s.SetProperty(a => a.SealedTokens, closed), ct)),
        new(SealPurpose.ProviderCredentials,
            async (db, ct) => [.. (await db.ProviderCredentials.AsNoTracking().ToListAsync(ct)).Where(c => !c.IsLost).Select(c => c.Id)],
            (db, id) => db.ProviderCredentials.Where(c => c.Id == id).Select(c => new Value(c.SealedSecret, c.Version)),
            (db, id, old, closed, ct) => db.ProviderCredentials.Where(c => c.Id == id && c.Version == old.Version).ExecuteUpdateAsync(s => s.SetProperty(c => c.SealedSecret, closed), ct)),
        new(SealPurpose.Revocation,
            (db, ct) => db.Revocations.Select(r => r.Id).ToListAsync(ct),
            (db, id) => db.Revocations.Where(r => r.Id == id).Select(r => new Value(r.Sealed, 0)),
            (db, id, _, closed, ct) => db.Revocations.Where(r => r.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.Sealed, closed), ct)),
        new(SealPurpose.PushKey,
            async (db, ct) => await db.Settings.AnyAsync(s => s.Name == ChannelKey.SettingName, ct) ? [Guid.Empty] : [],
            (db, _) => db.Settings.Where(s => s.Name == ChannelKey.SettingName).Select(s => new Value(s.Value, 0)),
            (db, _, _, closed, ct) => db.Settings.Where(s => s.Name == ChannelKey.SettingName).ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, closed), ct)),
        new(SealPurpose.ChannelAccess,
            (db, ct) => db.PushChannels.Where(c => c.Sealed != null).Select(c => c.Id).ToListAsync(ct),
            (db, id) => db.PushChannels.Where(c => c.Id == id).Select(c => new Value(c.Sealed, 0)),
            (db, id, _, closed, ct) => db.PushChannels.Where(c => c.Id == id && c.Sealed != null).ExecuteUpdateAsync(s => s.SetProperty(c => c.Sealed, closed), ct)),
        new(SealPurpose.EndpointSecret,
            (db, ct) => db.EndpointSecrets.Select(s => s.Id).ToListAsync(ct),
            (db, id) => db.EndpointSecrets.Where(s => s.Id == id).Select(s => new Value(s.Sealed, 0)),
            (db, id, _, closed, ct) => db.EndpointSecrets.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Sealed, closed), ct)),
        new(SealPurpose.EndpointHeaders,
            (db, ct) => db.Endpoints.Where(e => e.SealedHeaders != null).Select(e => e.Id).ToListAsync(ct),
            (db, id) => db.Endpoints.Where(e => e.Id == id).Select(e => new Value(e.SealedHeaders, e.Version)),
            (db, id, old, closed, ct) => db.Endpoints.Where(e => e.Id == id && e.Version == old.Version).ExecuteUpdateAsync(s => s.SetProperty(e => e.SealedHeaders, closed), ct)),
        new(SealPurpose.InboundSecret,
            (db, ct) => db.InboundSources.Where(s => s.SealedSecret != null).Select(s => s.Id).ToListAsync(ct),
            (db, id) => db.InboundSources.Where(s => s.Id == id).Select(s => new Value(s.SealedSecret, s.Version)),
            (db, id, old, closed, ct) => db.InboundSources.Where(s => s.Id == id && s.Version == old.Version).ExecuteUpdateAsync(s => s.SetProperty(x => x.SealedSecret, closed), ct)),
        new(SealPurpose.FormerInboundSecret,
            (db, ct) => db.InboundSources.Where(s => s.SealedFormerSecret != null).Select(s => s.Id).ToListAsync(ct),
            (db, id) => db.InboundSources.Where(s => s.Id == id).Select(s => new Value(s.SealedFormerSecret, s.Version)),
            (db, id, old, closed, ct) => db.InboundSources.Where(s => s.Id == id && s.Version == old.Version && s.SealedFormerSecret != null).ExecuteUpdateAsync(s => s.SetProperty(x => x.SealedFormerSecret, closed), ct)),
        new(SealPurpose.Sentinel,
            async (db, ct) => await db.Settings.AnyAsync(s => s.Name == CheckSeals.SettingName, ct) ? [Guid.Empty] : [],
            (db, _) => db.Settings.Where(s => s.Name == CheckSeals.SettingName).Select(s => new Value(s.Value, 0)),
            (db, _, _, closed, ct) => db.Settings.Where(s => s.Name == CheckSeals.SettingName).ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, closed), ct)),
    ];

    public SealPurpose Purpose => purpose;

    public Task<List<Guid>> ListAsync(AppDbContext db, CancellationToken cancellationToken) => rows(db, cancellationToken);

    /// <summary>The rows whose value no key opens.</summary>
    public async Task<IReadOnlyList<Guid>> ListShutAsync(AppDbContext db, Seals seals, CancellationToken cancellationToken)
    {
        var shut = new List<Guid>();
        foreach (var row in await rows(db, cancellationToken))
        {
            if (await IsShutAsync(db, seals, row, cancellationToken))
            {
                shut.Add(row);
            }
        }

        return shut;
    }

    public async Task<bool> IsShutAsync(AppDbContext db, Seals seals, Guid row, CancellationToken cancellationToken) =>
        await read(db, row).SingleOrDefaultAsync(cancellationToken) is { Closed: { } closed } && !seals.Open(purpose, row, closed).IsOk;

    public async Task<Reseal> ResealAsync(AppDbContext db, Seals seals, Guid key, Guid row, CancellationToken cancellationToken)
    {
        var value = await read(db, row).SingleOrDefaultAsync(cancellationToken);
        if (value?.Closed is null)
        {
            return Reseal.Overtaken;
        }

        if (SealedBytes.KeyOf(value.Closed) == key)
        {
            return Reseal.Current;
        }

        if (!seals.Open(purpose, row, value.Closed).TryGet(out var secret, out _))
        {
            return Reseal.Shut;
        }

        await using var write = await db.BeginWriteAsync(cancellationToken);
        var replaced = await replace(db, row, value, seals.Close(purpose, row, secret), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return replaced == 1 ? Reseal.Done : Reseal.Overtaken;
    }

    internal sealed record Value(byte[]? Closed, long Version);
}
