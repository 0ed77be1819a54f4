using System.Buffers.Binary;

namespace App.Infrastructure.Security;

/// <summary>
/// What can be told of a sealed value without opening it. Data Protection begins it with a magic number and the id of its key
/// (https://learn.microsoft.com/aspnet/core/security/data-protection/implementation/authenticated-encryption-details).
/// </summary>
public static class SealedBytes
{
    private const uint Magic = 0x09F0C9F0;

    /// <summary>The id of the key that sealed it, or null where it isn't one of ours.</summary>
    public static Guid? KeyOf(ReadOnlySpan<byte> closed) =>
        closed.Length > 20 && BinaryPrimitives.ReadUInt32BigEndian(closed) == Magic ? new Guid(closed.Slice(4, 16)) : null;
}
