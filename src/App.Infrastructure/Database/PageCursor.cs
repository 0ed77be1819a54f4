using System.Buffers.Binary;
using System.Buffers.Text;
using App.Domain;
using NodaTime;

namespace App.Infrastructure.Database;

/// <summary>Where a list goes on: after (instant, id), newest first. Opaque to callers.</summary>
public readonly record struct PageCursor(Instant At, Guid Id)
{
    public const int DefaultLimit = 50;
    public const int MostLimit = 200;

    /// <summary>Reads a cursor; null for none. A malformed one is an error that names the field.</summary>
    public static Result<PageCursor?> Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Result.Ok<PageCursor?>(null);
        }

        Span<byte> bytes = stackalloc byte[24];
        return text.Length == 32 && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == 24
            && BinaryPrimitives.ReadInt64BigEndian(bytes) is > -62_135_596_800_000_000 and < 253_402_300_800_000_000
            ? Result.Ok<PageCursor?>(new(InstantConverter.FromMicroseconds(BinaryPrimitives.ReadInt64BigEndian(bytes)), new Guid(bytes[8..], bigEndian: true)))
            : new Failure.Invalid("cursor", "Use the cursor as it was given.");
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(bytes, InstantConverter.ToMicroseconds(At));
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
