namespace App.Testing;

/// <summary>Numbers that depend on the seed alone (SplitMix64).</summary>
public sealed class SeededNumbers(ulong seed)
{
    private ulong _state = seed;

    public int Next(int below) => (int)(Next() % (ulong)below);

    public int Between(int least, int most) => least + Next(most - least + 1);

    public bool OneIn(int many) => Next(many) == 0;

    public T Of<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public void Shuffle<T>(T[] items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Some of the numbers, each once.</summary>
    public string List(int most, Func<int> number) => string.Join(',', Enumerable.Range(0, 1 + Next(most)).Select(_ => number()).Distinct());

    private ulong Next()
    {
        var z = _state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
