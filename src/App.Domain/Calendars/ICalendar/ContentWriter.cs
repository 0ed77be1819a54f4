using System.Buffers;
using System.Text;

namespace App.Domain.Calendars.ICalendar;

/// <summary>Writes components as iCalendar text: lines end with CR LF and are folded at 75 octets, never inside a character (RFC 5545 §3.1).</summary>
public static class ContentWriter
{
    /// <summary>Octets of a line without its end (§3.1).</summary>
    public const int FoldAt = 75;

    public static string Write(Component component)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(component, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Component component, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentNullException.ThrowIfNull(output);
        WriteLine($"BEGIN:{component.Name}", output);
        foreach (var child in component.Children)
        {
            if (child is Component inner)
            {
                Write(inner, output);
            }
            else
            {
                WriteLine(((Property)child).LineSpan, output);
            }
        }

        WriteLine($"END:{component.Name}", output);
    }

    private static void WriteLine(ReadOnlySpan<char> line, IBufferWriter<byte> output)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(line.Length));
        try
        {
            Fold(bytes.AsSpan(0, Encoding.UTF8.GetBytes(line, bytes)), output);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static void Fold(ReadOnlySpan<byte> line, IBufferWriter<byte> output)
    {
        var room = FoldAt;
        while (line.Length > room)
        {
            var cut = room;
            while (cut > 1 && (line[cut] & 0xC0) == 0x80)
            {
                cut--;
            }

            output.Write(line[..cut]);
            output.Write("\r\n "u8);
            line = line[cut..];
            room = FoldAt - 1;
        }

        output.Write(line);
        output.Write("\r\n"u8);
    }
}
