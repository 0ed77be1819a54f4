using App.Domain.Time;
using NodaTime;

namespace App.Infrastructure.Providers.Shared;

/// <summary>The Retry-After header (RFC 9110 §10.2.3): seconds or a date, at most a day ahead.</summary>
public static class RetryAfter
{
    private static readonly Duration Most = Duration.FromDays(1);

    public static Instant? Read(HttpResponseMessage response, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(response);
        var now = time.Now();
        Instant? until = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => now + Duration.FromTimeSpan(delta),
            { Date: { } date } => Instant.FromDateTimeOffset(date),
            _ => null,
        };
        return until is { } at ? Instant.Max(now, Instant.Min(at, now + Most)) : null;
    }
}
