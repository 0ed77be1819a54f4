namespace App.Domain.Webhooks;

/// <summary>From when on an endpoint is called slow: where half of its answers take longer, many a try is near to failing for want of one.</summary>
public static class SlowAnswers
{
    /// <summary>Of the time an endpoint has for an answer.</summary>
    public const double ShareOfTimeout = 0.5;

    /// <summary>What takes no longer is not slow, however little time the endpoint was given.</summary>
    public const double LeastMilliseconds = 1000;

    /// <summary>In milliseconds, of the median answer.</summary>
    public static double LimitOf(int timeoutSeconds) => Math.Max(LeastMilliseconds, ShareOfTimeout * timeoutSeconds * 1000);
}
