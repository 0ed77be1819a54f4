using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Jobs;

/// <summary>Works through many, a few at once; one that fails unexpectedly is logged and holds up no other.</summary>
internal static partial class Each
{
    public static Task RunAsync<T>(IEnumerable<T> items, int atOnce, Func<T, CancellationToken, Task> work, ILogger logger, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken }, async (item, ct) =>
        {
            try
            {
                await work(item, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(logger, item, e);
            }
        });

    [LoggerMessage(Level = LogLevel.Error, Message = "Work on {Item} failed unexpectedly")]
    private static partial void LogFailed(ILogger logger, object? item, Exception exception);
}
