using System.Runtime.InteropServices;

namespace App.Infrastructure.Bookings;

/// <summary>
/// Lets those of this process who want time of the same hosts go one after the other. Nothing depends on it: the database alone decides. It spares
/// whoever lost once the losing again.
/// </summary>
public sealed class HostTurns : IDisposable
{
    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits until nobody else of this process is at any of the hosts. Lanes are entered in their order, so that nobody waits for each other.</summary>
    public async Task<Turn> TakeAsync(IReadOnlyList<Guid> hosts, CancellationToken cancellationToken)
    {
        var turn = new Turn();
        try
        {
            foreach (var lane in hosts.Select(LaneOf).Distinct().Order())
            {
                await _lanes[lane].WaitAsync(cancellationToken);
                turn.Add(_lanes[lane]);
            }

            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public void Dispose() => Array.ForEach(_lanes, l => l.Dispose());

    /// <summary>The end of an id is random.</summary>
    private int LaneOf(Guid host) => MemoryMarshal.AsBytes([host])[^1] % _lanes.Length;

    public sealed class Turn : IDisposable
    {
        private readonly List<SemaphoreSlim> _held = [];

        public void Add(SemaphoreSlim lane) => _held.Add(lane);

        public void Dispose()
        {
            _held.ForEach(l => l.Release());
            _held.Clear();
        }
    }
}
