using System.Text;
using App.Infrastructure.Webhooks.Inbound;

namespace App.Tests.Webhooks;

/// <summary>What is genuine, changed at random: bytes, text, and JSON whose shape stays and whose values do not.</summary>
internal static class Mutations
{
    private static readonly string[] Fragments = ["", "\0", "\n", "%", "%00", "%2F", "..", "/", "\\", "🦊", "\\ud800", "\\u0000", "'", "\"", "{", "}", "[", "]", "null", "-1", "9223372036854775808", "1e999", "msg_", "v1,", "v1a,", "=", "====", "A", " ", "\t", ";", ",", "<script>", "\u202e"];

    /// <summary>Values where another was expected; all of them are JSON, though not all can be read.</summary>
    private static readonly string[] Values =
    [
        """ "\ud800" """, """ "\udc00\ud800" """, """ "\ud83e\udd8a" """, """ "\u0000" """, """ "\uffff\u202e" """, "\"\"", "\"2026-01-12T09:00:00Z\"", "\"9999-99-99\"", "\"-9999-01-01T00:00:00Z\"",
        "null", "true", "0", "-0", "1e999", "-1e-999", "9223372036854775808", new string('9', 400), "[]", "{}", "[null]", """{"\ud800":1}""", """{"a":1,"a":2}""", """{"\u0000":1}""", """{"__proto__":{}}""",
        Nested(31), Nested(40), Nested(70), Nested(2_000), $"\"{new string('x', 2_001)}\"", $"\"{new string('é', 30_000)}\"", $"[{string.Join(',', Enumerable.Repeat("1", 5_000))}]",
    ];

    private static readonly byte[][] NoText = [[0xC3], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xC0, 0x80], [0xEF, 0xBB, 0xBF]];

    public static string Nasty(SeededNumbers dice) => dice.Of(Fragments);

    public static byte[] Of(byte[] body, SeededNumbers dice)
    {
        var changed = body.ToList();
        for (var i = dice.Between(1, 3); i > 0; i--)
        {
            Change(changed, dice);
        }

        return [.. changed];
    }

    /// <summary>Changed from a place on.</summary>
    public static string Of(string text, SeededNumbers dice, int from)
    {
        var at = dice.Between(from, text.Length);
        return dice.Next(4) switch
        {
            0 => text[..at],
            1 => text[..at] + Nasty(dice) + text[at..],
            2 => text[..at] + new string((char)dice.Between(33, 126), dice.Between(1, 2_000)) + text[at..],
            _ => text[..from] + Nasty(dice),
        };
    }

    /// <summary>What a client can write at all; what it can't is tried in bodies.</summary>
    public static string Header(string text) => new([.. text.Where(c => c is >= ' ' and <= '~')]);

    private static void Change(List<byte> body, SeededNumbers dice)
    {
        var at = dice.Next(body.Count + 1);
        switch (dice.Next(10))
        {
            case 0 when at < body.Count:
                body[at] = (byte)dice.Next(256);
                break;
            case 1 when at < body.Count:
                body.RemoveRange(at, dice.Between(1, body.Count - at));
                break;
            case 2:
                body.InsertRange(at, Enumerable.Repeat((byte)"[{\"0 \\"[dice.Next(6)], dice.Between(1, 2_000)));
                break;
            case 3 when body.Count > 0:
                body.InsertRange(at, body.GetRange(0, dice.Between(1, body.Count)));
                break;
            case 4 when dice.OneIn(50):
                body.AddRange(new byte[ReceiveInbound.MostBytes]);
                break;
            case 5:
                body.InsertRange(at, dice.Of(NoText));
                break;
            case 6 or 7 or 8 when body.IndexOf((byte)':', at) is var colon and >= 0:
                ChangeValue(body, colon + 1, dice);
                break;
            default:
                body.InsertRange(at, Encoding.UTF8.GetBytes(Nasty(dice)));
                break;
        }
    }

    /// <summary>Another value, or the same name with another value before it.</summary>
    private static void ChangeValue(List<byte> body, int start, SeededNumbers dice)
    {
        var value = Encoding.UTF8.GetBytes(dice.Of(Values));
        var end = body.FindIndex(start, b => b is (byte)',' or (byte)'}' or (byte)']');
        var name = body.FindLastIndex(start - 1, b => b is (byte)',' or (byte)'{');
        if (dice.OneIn(4) && name >= 0)
        {
            body.InsertRange(start, [.. value, (byte)',', .. body[(name + 1)..start]]);
        }
        else if (end >= 0)
        {
            body.RemoveRange(start, end - start);
            body.InsertRange(start, value);
        }
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
