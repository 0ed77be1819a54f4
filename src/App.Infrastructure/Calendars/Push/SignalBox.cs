using App.Domain.Calendars;

namespace App.Infrastructure.Calendars.Push;

/// <summary>What a channel has told since it was last looked at: each kind once, with what the vendor calls it.</summary>
public sealed record ChannelSignals(Guid ChannelId, IReadOnlySet<SignalKind> Kinds, Signal Latest);

/// <summary>
/// Signals that were answered and wait to be worked on, in memory, one entry for each channel however many there were. What a crash loses of it within the
/// second is made good by the next poll.
/// </summary>
public sealed class SignalBox
{
    /// <summary>More channels than this tell at once only where something is wrong; polling makes good what is left out.</summary>
    private const int MostChannels = 50_000;

    private readonly Lock _lock = new();
    private readonly WakeUp _wake = new();
    private Dictionary<Guid, Entry> _waiting = [];

    public void Put(Guid channelId, Signal signal)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(channelId, out var entry))
            {
                if (_waiting.Count >= MostChannels)
                {
                    return;
                }

                _waiting[channelId] = entry = new Entry { Latest = signal };
            }

            entry.Kinds.Add(signal.Kind);
            entry.Latest = signal.Channel is null ? entry.Latest : signal;
        }

        _wake.Wake();
    }

    /// <summary>Takes everything out.</summary>
    public IReadOnlyList<ChannelSignals> Take()
    {
        Dictionary<Guid, Entry> taken;
        lock (_lock)
        {
            (taken, _waiting) = (_waiting, []);
        }

        return [.. taken.Select(t => new ChannelSignals(t.Key, t.Value.Kinds, t.Value.Latest))];
    }

    /// <summary>Returns once there may be something.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _wake.WaitAsync(cancellationToken);

    private sealed class Entry
    {
        public HashSet<SignalKind> Kinds { get; } = [];

        public required Signal Latest { get; set; }
    }
}
