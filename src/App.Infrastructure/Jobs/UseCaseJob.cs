using Microsoft.Extensions.Logging;
using Quartz;

namespace App.Infrastructure.Jobs;

/// <summary>Runs a use case when Quartz fires, never twice at once in this process; what goes wrong is logged and the next firing tries again.</summary>
[DisallowConcurrentExecution]
public abstract partial class UseCaseJob(ILogger logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, GetType().Name, e);
        }
    }

    protected abstract Task RunAsync(CancellationToken cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Job} failed unexpectedly")]
    private static partial void LogFailed(ILogger logger, string job, Exception exception);
}
