using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Calendars;

/// <summary>
/// Works off the calendars that are due, a few at a time. Woken by new work and by the clock; a calendar that fails costs no other any time.
/// </summary>
public sealed partial class SyncPump(SyncClaims claims, SyncCalendar sync, SyncSignal signal, IHostApplicationLifetime lifetime, ILogger<SyncPump> logger) : BackgroundService
{
    private const int Workers = 4;

    private readonly SemaphoreSlim _free = new(Workers, Workers);

    public override void Dispose()
    {
        _free.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started(lifetime, stoppingToken);
        var working = new HashSet<Task>();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await StartDueAsync(working, stoppingToken);
                await signal.WaitAsync(stoppingToken);
                working.RemoveWhere(t => t.IsCompleted);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopping(logger, working.Count);
        }

        await Task.WhenAll(working);
    }

    /// <summary>Work begins when the application listens: a server that calls its own sandbox must be there to answer.</summary>
    internal static async Task Started(IHostApplicationLifetime lifetime, CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (lifetime.ApplicationStarted.Register(started.SetResult))
        {
            await started.Task.WaitAsync(stoppingToken);
        }
    }

    private async Task StartDueAsync(HashSet<Task> working, CancellationToken stoppingToken)
    {
        try
        {
            foreach (var claim in await claims.ClaimDueAsync(_free.CurrentCount, stoppingToken))
            {
                await _free.WaitAsync(stoppingToken);
                working.Add(Task.Run(() => WorkAsync(claim, stoppingToken), CancellationToken.None));
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogClaimFailed(logger, e);
        }
    }

    private async Task WorkAsync(SyncClaim claim, CancellationToken stoppingToken)
    {
        try
        {
            await sync.RunAsync(claim, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await claims.ReleaseAsync(claim, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The lease is kept: it ends by itself, so that a fault that repeats does not spin.
            LogWorkFailed(logger, claim.CalendarId, e);
        }
        finally
        {
            _free.Release();
            signal.Wake();
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Stopping; {Count} calendars are given back")]
    private static partial void LogStopping(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Calendars that are due could not be read")]
    private static partial void LogClaimFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Syncing calendar {CalendarId} failed unexpectedly")]
    private static partial void LogWorkFailed(ILogger logger, Guid calendarId, Exception exception);
}
