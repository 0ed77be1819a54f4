using System.Threading.Channels;

namespace App.Infrastructure.Calendars;

/// <summary>Wakes whoever waits for work: calls while nobody waits count once.</summary>
public class WakeUp
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Returns once woken.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _wake.Reader.ReadAsync(cancellationToken);
}
