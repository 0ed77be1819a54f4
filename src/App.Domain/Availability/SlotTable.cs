using App.Domain.Time;

namespace App.Domain.Availability;

/// <summary>Whom a meeting needs.</summary>
public enum HostMode
{
    All = 0,
    Any = 1,
}

/// <summary>
/// Every slot of a grid, judged for every host: a bit each, set by the obstacles that <see cref="HostTime"/> tells. Takes one look at each obstacle, in whatever order they come.
/// </summary>
public sealed class SlotTable
{
    private readonly SlotGrid _grid;
    private readonly int _words;
    private readonly ulong[] _busy;
    private readonly ulong[] _unknown;
    private readonly int _hosts;

    private SlotTable(SlotGrid grid, int hosts)
    {
        (_grid, _hosts, _words) = (grid, hosts, (grid.Count + 63) / 64);
        (_busy, _unknown) = (new ulong[_words * hosts], new ulong[_words * hosts]);
    }

    public SlotGrid Grid => _grid;

    public static SlotTable Of(SlotGrid grid, IReadOnlyList<HostTime> hosts)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(hosts);
        var table = new SlotTable(grid, hosts.Count);
        if (grid.Count == 0)
        {
            return table;
        }

        var range = new Window(grid[0].Start, grid[grid.Count - 1].End);
        for (var h = 0; h < hosts.Count; h++)
        {
            var marks = new Marks(table, h * table._words);
            hosts[h].Visit(range, ref marks);
        }

        return table;
    }

    /// <summary>Of one host, by her place among them.</summary>
    public Verdict Of(int slot, int host) => Of(Bit(_busy, slot, host), Bit(_unknown, slot, host));

    /// <summary>Of all together: who has to come is free; where one of them is enough, one of them is.</summary>
    public Verdict Of(int slot, HostMode mode)
    {
        var verdict = mode == HostMode.All ? Verdict.Free : Verdict.Busy;
        for (var h = 0; h < _hosts; h++)
        {
            verdict = (mode, verdict, Of(slot, h)) switch
            {
                (HostMode.All, _, Verdict.Busy) => Verdict.Busy,
                (HostMode.All, Verdict.Free, Verdict.Unknown) => Verdict.Unknown,
                (HostMode.Any, _, Verdict.Free) => Verdict.Free,
                (HostMode.Any, Verdict.Busy, Verdict.Unknown) => Verdict.Unknown,
                _ => verdict,
            };
        }

        return verdict;
    }

    /// <summary>The slots from <paramref name="first"/> on that are not taken, in order.</summary>
    public IEnumerable<(int Slot, Verdict Verdict)> Open(HostMode mode, int first = 0)
    {
        for (var word = first / 64; word < _words; word++)
        {
            var (free, unknown) = mode == HostMode.All ? All(word) : Any(word);
            for (var open = free | unknown; open != 0; open &= open - 1)
            {
                var slot = (word * 64) + System.Numerics.BitOperations.TrailingZeroCount(open);
                if (slot >= first && slot < _grid.Count)
                {
                    yield return (slot, (free & (open & (0 - open))) != 0 ? Verdict.Free : Verdict.Unknown);
                }
            }
        }
    }

    private (ulong Free, ulong Unknown) All(int word)
    {
        var (busy, unknown) = (0UL, 0UL);
        for (var at = word; at < _busy.Length; at += _words)
        {
            busy |= _busy[at];
            unknown |= _unknown[at];
        }

        return (~(busy | unknown), unknown & ~busy);
    }

    private (ulong Free, ulong Unknown) Any(int word)
    {
        var (free, unknown) = (0UL, 0UL);
        for (var at = word; at < _busy.Length; at += _words)
        {
            free |= ~(_busy[at] | _unknown[at]);
            unknown |= _unknown[at] & ~_busy[at];
        }

        return (free, unknown & ~free);
    }

    private bool Bit(ulong[] bits, int slot, int host) => (bits[(host * _words) + (slot / 64)] >> (slot % 64) & 1) != 0;

    private static Verdict Of(bool busy, bool unknown) => busy ? Verdict.Busy : unknown ? Verdict.Unknown : Verdict.Free;

    private readonly struct Marks(SlotTable table, int row) : IObstacleSink
    {
        public void Add(in Obstacle obstacle)
        {
            var (from, to) = table._grid.Hit(obstacle);
            if (from < to)
            {
                Set((obstacle.Kind == ReasonKind.Unknown ? table._unknown : table._busy).AsSpan(row, table._words), from, to);
            }
        }

        private static void Set(Span<ulong> bits, int from, int to)
        {
            var (first, last) = (from / 64, (to - 1) / 64);
            var (head, tail) = (ulong.MaxValue << (from % 64), ulong.MaxValue >> (63 - ((to - 1) % 64)));
            if (first == last)
            {
                bits[first] |= head & tail;
                return;
            }

            bits[first] |= head;
            bits[(first + 1)..last].Fill(ulong.MaxValue);
            bits[last] |= tail;
        }
    }
}
