using System.Buffers;
using System.Text;

namespace App.Domain.Calendars.ICalendar;

/// <summary>
/// Joins folded lines (RFC 5545 §3.1). This is done on bytes, because writers that count octets cut characters of several bytes in two. Lines may end with CR LF or LF.
/// Text that is not UTF-8 is read line by line, those lines that are not as ISO 8859-1, so that no byte is lost.
/// </summary>
internal static class Unfolding
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The text with lines that end in LF and none folded; null where a line is longer than <paramref name="mostLineBytes"/>.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes, int mostLineBytes)
    {
        bytes = bytes.StartsWith(ByteOrderMark) ? bytes[3..] : bytes;
        var joined = ArrayPool<byte>.Shared.Rent(bytes.Length + 1);
        try
        {
            return Join(bytes, joined, mostLineBytes) is { } length ? Decode(joined.AsSpan(0, length)) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    private static int? Join(ReadOnlySpan<byte> bytes, Span<byte> joined, int mostLineBytes)
    {
        var (length, lineStart) = (0, 0);
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var line = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
            line = end > 0 && line[^1] == '\r' ? line[..^1] : line;
            line.CopyTo(joined[length..]);
            length += line.Length;
            if (length - lineStart > mostLineBytes)
            {
                return null;
            }

            if (bytes.Length > 0 && bytes[0] is (byte)' ' or (byte)'\t')
            {
                bytes = bytes[1..];
                continue;
            }

            joined[length++] = (byte)'\n';
            lineStart = length;
        }

        return length;
    }

    private static string Decode(ReadOnlySpan<byte> joined)
    {
        if (System.Text.Unicode.Utf8.IsValid(joined))
        {
            return Encoding.UTF8.GetString(joined);
        }

        var text = new StringBuilder(joined.Length);
        foreach (var range in joined.Split((byte)'\n'))
        {
            var line = joined[range];
            text.Append((System.Text.Unicode.Utf8.IsValid(line) ? Encoding.UTF8 : Encoding.Latin1).GetString(line)).Append('\n');
        }

        return text.ToString();
    }
}
