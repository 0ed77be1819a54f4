namespace App.Layout;

/// <summary>What a person is told when something asked for broke off, such as by a database that is away: it must not take the page along.</summary>
internal static partial class BrokenOff
{
    /// <summary>Whether it was done is not known; the page, read again, tells.</summary>
    public const string Sentence = "This broke off, and has been written down. Look whether it was done, and try again in a moment.";

    /// <param name="where">The page or dialog.</param>
    public static void LogBrokenOff(this ILoggerFactory loggers, Type where, Exception exception) => Log(loggers.CreateLogger(where), exception, where.Name);

    [LoggerMessage(Level = LogLevel.Error, Message = "What was asked for on {Page} broke off")]
    private static partial void Log(ILogger logger, Exception exception, string page);
}
