using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Security;

/// <summary>What a rotation did.</summary>
/// <param name="Key">The key everything is sealed with now.</param>
/// <param name="Resealed">Values sealed anew.</param>
/// <param name="Current">Values that were sealed with it already.</param>
/// <param name="Shut">Values no key of the ring opens; they are left as they are.</param>
/// <param name="Overtaken">Values another writer replaced meanwhile; they are looked at again.</param>
public sealed record KeyRotation(Guid Key, int Resealed = 0, int Current = 0, int Shut = 0, int Overtaken = 0);

/// <summary>
/// Makes a new key and seals every stored secret with it while the application runs. Contents stay the same, so versions and generations
/// stay too: a refresh under way is not disturbed, and where it saves first, its value is taken up in the next pass. Killed half way, it
/// goes on with the same key when run again.
/// </summary>
public sealed class RotateKeys(AppDatabase database, KeyRing ring, TimeProvider time)
{
    /// <summary>By then every running server has noticed the new key (<see cref="KeyRingWatch"/>).</summary>
    public static readonly TimeSpan ServersFollowWithin = TimeSpan.FromSeconds(5);

    internal const string SettingName = "keys.rotation";
    private const int MostPasses = 20;
    private static readonly TimeSpan KeyLife = TimeSpan.FromDays(90);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(4);

    public async Task<KeyRotation> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("seal everything with a new key");
        var key = await BeginAsync(db, cancellationToken);
        var seals = new Seals(ring.ReadNow());
        var total = await PassAsync(db, seals, key, cancellationToken);
        await Task.Delay(ServersFollowWithin, time, cancellationToken);
        for (var pass = 1; pass < MostPasses; pass++)
        {
            var more = await PassAsync(db, seals, key, cancellationToken);
            total = total with { Resealed = total.Resealed + more.Resealed, Shut = more.Shut, Overtaken = more.Overtaken };
            if (more.Resealed + more.Overtaken == 0)
            {
                break;
            }
        }

        await EndAsync(db, cancellationToken);
        return total;
    }

    /// <summary>The key of the rotation that was begun and not ended, or a new one.</summary>
    private async Task<Guid> BeginAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var begun = await db.Settings.SingleOrDefaultAsync(s => s.Name == SettingName, cancellationToken);
        if (begun is not null && new Guid(begun.Value) is var unfinished && ring.GetAllKeys().Any(k => k.KeyId == unfinished && !k.IsRevoked))
        {
            return unfinished;
        }

        var key = ring.CreateNewKey(Activation(), time.GetUtcNow() + KeyLife).KeyId;
        if (begun is null)
        {
            db.Settings.Add(new Setting { Name = SettingName, Value = key.ToByteArray() });
        }
        else
        {
            begun.Value = key.ToByteArray();
        }

        await db.SaveChangesAsync(cancellationToken);
        return key;
    }

    /// <summary>Now, but later than every key in use: of two the later is sealed with, and another machine's clock may be ahead.</summary>
    private DateTimeOffset Activation()
    {
        var now = time.GetUtcNow();
        var latest = ring.GetAllKeys().Select(k => k.ActivationDate).Where(a => a <= now + ClockSkew).DefaultIfEmpty(now).Max();
        return latest < now ? now : latest.AddSeconds(1);
    }

    private static async Task EndAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.Settings.Where(s => s.Name == SettingName).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private static async Task<KeyRotation> PassAsync(AppDbContext db, Seals seals, Guid key, CancellationToken cancellationToken)
    {
        var total = new KeyRotation(key);
        foreach (var store in SealedStore.All)
        {
            foreach (var id in await store.ListAsync(db, cancellationToken))
            {
                total = await store.ResealAsync(db, seals, key, id, cancellationToken) switch
                {
                    Reseal.Done => total with { Resealed = total.Resealed + 1 },
                    Reseal.Current => total with { Current = total.Current + 1 },
                    Reseal.Shut => total with { Shut = total.Shut + 1 },
                    _ => total with { Overtaken = total.Overtaken + 1 },
                };
            }
        }

        return total;
    }
}
