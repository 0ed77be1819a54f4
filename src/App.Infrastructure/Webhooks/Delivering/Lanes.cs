using System.Collections.Concurrent;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>The lanes of this process, one for each endpoint, and how much all of them may hold.</summary>
internal sealed class Lanes(int mostAtOnce)
{
    /// <summary>Deliveries in memory, whatever their endpoints: each may carry 64 KB.</summary>
    private const int MostHeld = 4096;

    /// <summary>No endpoint takes more than a quarter of what is left, so that some is left for every other.</summary>
    private const int FewestEach = 8;

    private readonly ConcurrentDictionary<Guid, Lane> _lanes = new();
    private readonly Dictionary<Guid, int> _room = [];
    private int _free;

    public Lane Of(Guid endpoint) => _lanes.GetOrAdd(endpoint, _ => new Lane(mostAtOnce));

    public IEnumerable<Lane> All => _lanes.Values;

    /// <summary>Reckons anew what may be claimed.</summary>
    /// <param name="held">Claims that are not stored as over.</param>
    /// <returns>How much of what is new may be taken.</returns>
    public int Reckon(IEnumerable<Destination> destinations, int held, Instant now)
    {
        (_free, var total) = (Math.Max(0, MostHeld - held), 0);
        _room.Clear();
        foreach (var to in destinations.Where(d => d.MaySend))
        {
            var room = Math.Min(Of(to.Id).Room(now), Math.Max(FewestEach, _free / 4));
            _room[to.Id] = room;
            total += room;
        }

        return Math.Min(total, _free);
    }

    /// <summary>Whether anything may be claimed that the store may hold.</summary>
    public bool MayClaim(Instant now) => _lanes.Values.Any(l => l.HasMore && l.Room(now) > 0);

    /// <summary>How many may be claimed for one.</summary>
    public int RoomOf(Guid endpoint) => Math.Min(_free, _room.GetValueOrDefault(endpoint));

    public bool TryReserve(Guid endpoint, Instant now)
    {
        if (!_room.TryGetValue(endpoint, out var room))
        {
            room = Of(endpoint).Room(now); // an endpoint that was not known a moment ago
        }

        var reserved = room > 0 && _free > 0;
        _room[endpoint] = reserved ? room - 1 : room;
        _free -= reserved ? 1 : 0;
        return reserved;
    }

    public void Reserve(Guid endpoint, int count)
    {
        _room[endpoint] = _room.GetValueOrDefault(endpoint) - count;
        _free -= count;
    }

    public void Keep(Func<Guid, bool> isKnown)
    {
        foreach (var id in _lanes.Keys.Where(id => !isKnown(id)).ToList())
        {
            _lanes.TryRemove(id, out _);
        }
    }
}
