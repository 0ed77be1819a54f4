using System.Globalization;
using System.Text;

namespace App.Domain.Calendars.Recurrence;

/// <summary>A set of numbers counted from the start (1, 2, …) or from the end (-1, -2, …) of something, such as BYMONTHDAY, BYWEEKNO and BYYEARDAY.</summary>
public sealed class SignedNumbers
{
    private readonly ulong[] _fromStart;
    private readonly ulong[] _fromEnd;

    internal SignedNumbers(int most)
    {
        Most = most;
        _fromStart = new ulong[(most / 64) + 1];
        _fromEnd = new ulong[(most / 64) + 1];
    }

    /// <summary>The largest number that can be in it.</summary>
    public int Most { get; }

    /// <summary>Whether the place <paramref name="index"/> (from 1) of <paramref name="length"/> places is meant.</summary>
    public bool Contains(int index, int length) => Has(_fromStart, index) || Has(_fromEnd, length + 1 - index);

    /// <summary>As written, lowest first.</summary>
    public IEnumerable<int> Values =>
        Enumerable.Range(1, Most).Reverse().Where(n => Has(_fromEnd, n)).Select(n => -n).Concat(Enumerable.Range(1, Most).Where(n => Has(_fromStart, n)));

    internal ulong FromStart => _fromStart[0];

    internal ulong FromEnd => _fromEnd[0];

    internal void Add(int number)
    {
        var (bits, index) = number > 0 ? (_fromStart, number) : (_fromEnd, -number);
        bits[index >> 6] |= 1UL << (index & 63);
    }

    public override string ToString() =>
        Values.Aggregate(new StringBuilder(), (text, n) => text.Append(text.Length == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{n}")).ToString();

    private bool Has(ulong[] bits, int index) => index > 0 && index <= Most && (bits[index >> 6] >> (index & 63) & 1) != 0;
}
