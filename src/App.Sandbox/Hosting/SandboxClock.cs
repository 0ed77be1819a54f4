using NodaTime;

namespace App.Sandbox.Hosting;

/// <summary>A vendor's clock, which may be wrong on purpose.</summary>
public sealed class SandboxClock(TimeProvider time, SandboxSettings settings)
{
    public Instant Now(string vendor) =>
        Instant.FromDateTimeOffset(time.GetUtcNow()) + Duration.FromSeconds(settings.For(vendor).ClockSkewSeconds);

    /// <summary>The true time, for the sandbox's own log.</summary>
    public Instant True => Instant.FromDateTimeOffset(time.GetUtcNow());

    public Task DelayAsync(int milliseconds, CancellationToken cancellation) =>
        milliseconds <= 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, cancellation);
}
