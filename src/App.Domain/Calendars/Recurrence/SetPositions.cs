namespace App.Domain.Calendars.Recurrence;

/// <summary>BYSETPOS: which of the occurrences of one period are meant, counted from its start or its end.</summary>
internal sealed class SetPositions(SignedNumbers positions)
{
    private readonly int[] _positions = [.. positions.Values];

    /// <summary>The most indexes that <see cref="IndexesOf"/> gives.</summary>
    public int Most => _positions.Length;

    /// <summary>Indexes (from 0) into a set of <paramref name="total"/>, in order, each once.</summary>
    public int IndexesOf(long total, Span<long> indexes)
    {
        var count = 0;
        foreach (var position in _positions)
        {
            var index = position > 0 ? position - 1 : total + position;
            if (index >= 0 && index < total)
            {
                indexes[count++] = index;
            }
        }

        var chosen = indexes[..count];
        chosen.Sort();
        return Distinct(chosen);
    }

    public int[] Pick(int[] set)
    {
        var indexes = new long[Most];
        return Array.ConvertAll(indexes[..IndexesOf(set.Length, indexes)], index => set[index]);
    }

    private static int Distinct(Span<long> sorted)
    {
        var count = 0;
        foreach (var value in sorted)
        {
            if (count == 0 || sorted[count - 1] != value)
            {
                sorted[count++] = value;
            }
        }

        return count;
    }
}
