namespace App.Infrastructure.Database;

/// <summary>
/// Has what was committed outlast a power cut before anybody is told that it is: one flush serves all who committed before it began, so that they don't queue for the disk one by one.
/// </summary>
/// <param name="flush">Returns once everything written before is on disk; throws where it isn't. It blocks.</param>
public sealed class CommitLog(Action flush)
{
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;

    /// <summary>Ends once everything committed before the call is on disk.</summary>
    /// <exception cref="IOException">It may be lost with the next power cut, though others see it.</exception>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            // A flush under way may have begun before our commit: the next one serves us, and all who come until it begins.
            return _running.IsCompleted ? _running = Task.Run(flush) : _next ??= FlushAfterAsync(_running);
        }
    }

    private async Task FlushAfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_lock)
        {
            (_running, _next) = (_next!, null);
        }

        flush();
    }
}
