using System.Threading.Channels;

namespace App.Infrastructure.Calendars;

/// <summary>Wakes the pump when there may be work, so that "sync now" is now.</summary>
public sealed class SyncSignal
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Returns once woken.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _wake.Reader.ReadAsync(cancellationToken);
}
