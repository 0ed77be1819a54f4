using System.Security.Cryptography;
using System.Text;

namespace App.Calendars;

/// <summary>Keys under which events are made: the same wish of the same asker is the same event, another wish is another.</summary>
internal static class EventKey
{
    /// <summary>The first 16 bytes of the SHA-256 of both.</summary>
    /// <param name="asker">Who asks, or where: one line or more.</param>
    /// <param name="wish">All that was asked for.</param>
    public static Guid Of(string asker, string wish) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{asker}\n{wish}")).AsSpan(0, 16));
}
