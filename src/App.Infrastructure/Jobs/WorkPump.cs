using App.Infrastructure.Calendars;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Jobs;

/// <summary>
/// Works off what is due, a few at a time: claimed by lease, woken by new work and by the clock. What fails costs nothing else any time.
/// </summary>
public abstract partial class WorkPump<TClaim>(WakeUp wake, int workers, IHostApplicationLifetime lifetime, ILogger logger) : BackgroundService
{
    private readonly SemaphoreSlim _free = new(workers, workers);

    public override void Dispose()
    {
        _free.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Claims at most so many, each for one worker alone.</summary>
    protected abstract Task<IReadOnlyList<TClaim>> ClaimDueAsync(int most, CancellationToken cancellationToken);

    protected abstract Task WorkAsync(TClaim claim, CancellationToken cancellationToken);

    /// <summary>Gives back what was not finished because the process stops.</summary>
    protected abstract Task ReleaseAsync(TClaim claim, CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        var working = new HashSet<Task>();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await StartDueAsync(working, stoppingToken);
                await wake.WaitAsync(stoppingToken);
                working.RemoveWhere(t => t.IsCompleted);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopping(logger, working.Count);
        }

        await Task.WhenAll(working);
    }

    private async Task StartDueAsync(HashSet<Task> working, CancellationToken stoppingToken)
    {
        try
        {
            if (_free.CurrentCount == 0)
            {
                return;
            }

            foreach (var claim in await ClaimDueAsync(_free.CurrentCount, stoppingToken))
            {
                await _free.WaitAsync(stoppingToken);
                working.Add(Task.Run(() => TryAsync(claim, stoppingToken), CancellationToken.None));
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogClaimFailed(logger, e);
        }
    }

    private async Task TryAsync(TClaim claim, CancellationToken stoppingToken)
    {
        try
        {
            await WorkAsync(claim, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await ReleaseAsync(claim, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The lease is kept: it ends by itself, so that a fault that repeats does not spin.
            LogWorkFailed(logger, claim, e);
        }
        finally
        {
            _free.Release();
            wake.Wake();
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Stopping; {Count} claims are given back")]
    private static partial void LogStopping(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "What is due could not be read")]
    private static partial void LogClaimFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Work on {Claim} failed unexpectedly")]
    private static partial void LogWorkFailed(ILogger logger, TClaim claim, Exception exception);
}

internal static class Lifetimes
{
    /// <summary>Work begins when the application listens: a server that calls its own sandbox must be there to answer.</summary>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (lifetime.ApplicationStarted.Register(started.SetResult))
        {
            await started.Task.WaitAsync(stoppingToken);
        }
    }
}
