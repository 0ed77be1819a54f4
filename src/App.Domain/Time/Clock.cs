using NodaTime;
using NodaTime.TimeZones;

namespace App.Domain.Time;

/// <summary>NodaTime's view of <see cref="TimeProvider"/> and of zones, cut to what the database keeps.</summary>
public static class Clock
{
    /// <summary>Now, in whole microseconds: what is stored compares equal to what was meant.</summary>
    public static Instant Now(this TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return Truncate(Instant.FromDateTimeOffset(time.GetUtcNow()));
    }

    public static Instant Truncate(Instant instant) => Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks() / 10 * 10);

    /// <summary>Whether times of this year are taken from people and programs: others are mistakes, and after the last of all years there is no time to reckon with.</summary>
    public static bool IsYear(int year) => year is >= 1990 and < 2090;

    /// <summary>The IANA zone of that id, or null where NodaTime's tzdb does not know it.</summary>
    public static DateTimeZone? FindZone(string? id) => id is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);

    /// <summary>The zone of an id that was checked when it was stored; UTC where tzdb has dropped it since.</summary>
    public static DateTimeZone ZoneOrUtc(string? id) => FindZone(id) ?? DateTimeZone.Utc;

    /// <summary>The first moment of a day in a zone (some days begin after midnight, where clocks jump at midnight).</summary>
    public static Instant StartOfDay(LocalDate date, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return zone.AtStartOfDay(date).ToInstant();
    }

    /// <summary>The moment of a local time; in a gap it moves forward by the gap, in an overlap the first is meant (RFC 5545 §3.3.5).</summary>
    public static Instant At(LocalDateTime local, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return zone.ResolveLocal(local, Resolvers.LenientResolver).ToInstant();
    }
}
