using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using App.Domain;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Calendars.Push;

/// <summary>
/// Makes what vendors are given for a channel, an id with a MAC and a secret, and tells it from forgeries by computing alone: neither is stored, and what
/// anybody may send never reaches the database. The key is random, made once, sealed in the database and held in memory.
/// </summary>
public sealed class ChannelKey(AppDatabase database, Seals seals)
{
    internal const string SettingName = "push.key";

    private const int KeyBytes = 32;
    private const int IdBytes = 16;
    private const int MacBytes = 16;

    private Loaded? _loaded;

    /// <summary>False: nothing can be told from a forgery yet.</summary>
    public bool IsLoaded => Volatile.Read(ref _loaded) is not null;

    /// <summary>
    /// Reads the key, or makes it where there is none; reads it again where another process has changed it. One that can't be opened is the operator's to mend:
    /// what is in memory stays.
    /// </summary>
    public async Task<Result<Done>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = database.ForSystem("the key of push channels");
        var closed = await FindAsync(db, cancellationToken) ?? await MakeAsync(db, cancellationToken);
        if (Volatile.Read(ref _loaded) is { } loaded && loaded.Closed.AsSpan().SequenceEqual(closed))
        {
            return Result.Done;
        }

        if (!seals.Open(SealPurpose.PushKey, Guid.Empty, closed).TryGet(out var key, out var shut))
        {
            return shut;
        }

        Volatile.Write(ref _loaded, new Loaded(closed, Convert.FromBase64String(key)));
        return Result.Done;
    }

    /// <summary>The id a vendor is given: 43 letters, digits, <c>-</c> and <c>_</c>.</summary>
    public string IdOf(Guid channel)
    {
        Span<byte> id = stackalloc byte[IdBytes + MacBytes];
        channel.TryWriteBytes(id);
        MacOf(id[..IdBytes], "id"u8)[..MacBytes].CopyTo(id[IdBytes..]);
        return Base64Url.EncodeToString(id);
    }

    /// <summary>The secret a vendor repeats with every signal: 43 letters, digits, <c>-</c> and <c>_</c>.</summary>
    public string SecretOf(Guid channel) => Base64Url.EncodeToString(MacOf(channel.ToByteArray(), "secret"u8));

    /// <summary>The channel of an id that was made here; null for a forgery. Takes the same time however much of it is right.</summary>
    public Guid? Read(string id)
    {
        Span<byte> bytes = stackalloc byte[IdBytes + MacBytes];
        return id.Length == Base64Url.GetEncodedLength(bytes.Length) && Base64Url.DecodeFromChars(id, bytes, out _, out var written) == OperationStatus.Done && written == bytes.Length
            && CryptographicOperations.FixedTimeEquals(MacOf(bytes[..IdBytes], "id"u8).AsSpan(0, MacBytes), bytes[IdBytes..])
                ? new Guid(bytes[..IdBytes])
                : null;
    }

    /// <summary>Tells the secret of the channel from anything else. The secret is computed once for all that is asked; each takes the same time however much of it is right.</summary>
    public Func<string, bool> IsSecretOf(Guid channel)
    {
        var secret = Encoding.UTF8.GetBytes(SecretOf(channel));
        return presented => CryptographicOperations.FixedTimeEquals(secret, Encoding.UTF8.GetBytes(presented));
    }

    private byte[] MacOf(ReadOnlySpan<byte> id, ReadOnlySpan<byte> use)
    {
        var key = Volatile.Read(ref _loaded)?.Key ?? throw new InvalidOperationException("The key of push channels is not loaded.");
        return HMACSHA256.HashData(key, (byte[])[.. use, .. id]);
    }

    private static Task<byte[]?> FindAsync(AppDbContext db, CancellationToken cancellationToken) =>
        db.Settings.Where(s => s.Name == SettingName).Select(s => s.Value).SingleOrDefaultAsync(cancellationToken);

    private async Task<byte[]> MakeAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        await using (var write = await db.BeginWriteAsync(cancellationToken))
        {
            (string, object?)[] row = [("Name", SettingName), ("Value", seals.Close(SealPurpose.PushKey, Guid.Empty, Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))))];
            await write.ExecuteAsync(db.Dialect.InsertIfAbsent("Settings", ["Name", "Value"], ["Name"]), row, cancellationToken);
            await write.CommitAsync(cancellationToken);
        }

        return (await FindAsync(db, cancellationToken))!;
    }

    private sealed record Loaded(byte[] Closed, byte[] Key);
}
