using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace App.Infrastructure.Database;

/// <summary>Stops the server where its disk has refused to keep a change, so that whoever watches over it starts it anew.</summary>
public sealed partial class LostDisk(IHostApplicationLifetime lifetime, ILogger<LostDisk> logger)
{
    /// <summary>The server stops for that reason.</summary>
    public bool HasStopped { get; private set; }

    public void Stop(Exception fault)
    {
        LogLost(fault);
        HasStopped = true;
        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The disk refused to keep a change. No change is made any more, and the server stops: look at the disk, then start it again")]
    private partial void LogLost(Exception fault);
}
