using NodaTime;

namespace App.Ui;

internal static class ClockReading
{
    public static Instant Now(this TimeProvider clock) => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
