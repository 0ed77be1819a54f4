using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Jobs;
using App.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Calendars.Push;

/// <summary>Ends the channels of a connection that ends.</summary>
public sealed class CloseChannels(TendChannel tend, Seals seals, TimeProvider time, ILogger<CloseChannels> logger)
{
    /// <summary>For so long a disconnecting member waits for it; afterwards it is tried again without her.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int AtOnce = 4;

    /// <summary>Inside the transaction that takes the connection's credential: each channel keeps what it takes to stop it.</summary>
    /// <param name="tokens">What the connection had; null where that can't be opened, so that its channels end by themselves.</param>
    /// <returns>The channels, to be stopped after the commit.</returns>
    internal async Task<IReadOnlyList<Guid>> AddAsync(AppDbContext db, Guid connectionId, Tokens? tokens, CancellationToken cancellationToken)
    {
        var now = time.Now();
        var channels = await db.PushChannels.Where(c => c.ConnectionId == connectionId).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellationToken);
        foreach (var id in channels)
        {
            // One that ended meanwhile has no row any more, and nothing to stop.
            var closed = tokens is null ? null : seals.Close(SealPurpose.ChannelAccess, id, tokens.AccessToken);
            await db.PushChannels.Where(c => c.Id == id)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, ChannelState.Closing).SetProperty(c => c.DueAt, now).SetProperty(c => c.Sealed, closed), cancellationToken);
        }

        return channels;
    }

    /// <summary>Stops them at the vendor, before access ends there. What does not answer in time is left to <see cref="KeepChannels"/>.</summary>
    internal async Task StopAsync(IReadOnlyList<Guid> channels)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await Each.RunAsync(channels, AtOnce, tend.RunAsync, logger, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // They stay due.
        }
    }
}
