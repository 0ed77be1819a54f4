namespace Bench;

/// <summary>Numbers that depend on the seed alone (SplitMix64).</summary>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong _state = seed;

    public int Next(int below)
    {
        var z = _state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return (int)((z ^ (z >> 31)) % (ulong)below);
    }
}
