namespace App.Infrastructure.Database;

/// <summary>
/// Has what was committed outlast a power cut before anybody is told that it is: one flush serves all who committed before it began, so that they don't queue for the disk one by one.
/// </summary>
/// <remarks>
/// A flush that fails ends it: the system may have thrown away what it could not write and say yes to the next flush all the same
/// (https://wiki.postgresql.org/wiki/Fsync_Errors). No change is made or answered any more until the server has been started anew (<see cref="SettleDatabase"/>).
/// </remarks>
/// <param name="flush">Returns once everything written before is on disk; throws where it isn't. It blocks. Two never run at once: of two the system would tell one alone that it failed.</param>
/// <param name="broken">Told once of the first that failed.</param>
public sealed class CommitLog(Action flush, Action<Exception> broken)
{
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;
    private Exception? _fault;

    /// <summary>Ends once everything committed before the call is on disk.</summary>
    /// <exception cref="IOException">It may be lost with the next power cut, though others see it.</exception>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            // A flush under way may have begun before our commit: the next one serves us, and all who come until it begins.
            return _next is null && _running.IsCompleted ? _running = Task.Run(Flush) : _next ??= FlushAfterAsync(_running);
        }
    }

    /// <exception cref="IOException">A flush has failed.</exception>
    public void ThrowIfBroken()
    {
        if (Volatile.Read(ref _fault) is { } fault)
        {
            throw new IOException($"The disk has refused to keep a change. The server has to be started anew. ({fault.Message})", fault);
        }
    }

    private async Task FlushAfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_lock)
        {
            (_running, _next) = (_next!, null);
        }

        Flush();
    }

    private void Flush()
    {
        ThrowIfBroken();
        try
        {
            flush();
        }
        catch (Exception fault)
        {
            if (Interlocked.CompareExchange(ref _fault, fault, null) is null)
            {
                broken(fault);
            }

            ThrowIfBroken();
        }
    }
}
