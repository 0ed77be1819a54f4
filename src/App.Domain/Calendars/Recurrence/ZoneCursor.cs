using NodaTime;
using NodaTime.TimeZones;

namespace App.Domain.Calendars.Recurrence;

/// <summary>
/// Local times to moments by RFC 5545 §3.3.5: a time in a gap takes the offset before the gap, a time that comes twice is the first. The offset that holds
/// around the last time asked for is kept, so a run of occurrences costs one look at the zone.
/// </summary>
internal sealed class ZoneCursor(DateTimeZone zone, bool isFloating = false)
{
    /// <summary>No gap or overlap is longer: offsets lie within ±18 h.</summary>
    public const int LongestChange = 36 * 3600;

    private static readonly Instant Earliest = Instant.FromUtc(1, 1, 3, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(9999, 12, 29, 0, 0);

    private long _from = long.MaxValue;
    private long _gap;
    private long _until = long.MinValue;
    private int _offset;

    public DateTimeZone Zone => zone;

    /// <summary>The times have no zone of their own; it is that of the reader.</summary>
    public bool IsFloating => isFloating;

    /// <summary>Seconds since 1970-01-01T00:00Z; <paramref name="inGap"/> says that no clock ever showed the time.</summary>
    public long Resolve(long local, out bool inGap)
    {
        if (local < _from || local >= _until)
        {
            Move(local);
        }

        inGap = local >= _gap;
        return local - _offset;
    }

    public long Resolve(long local) => Resolve(local, out _);

    /// <summary>All at once, where one offset holds for all of them and none is in a gap.</summary>
    public bool TryResolve(Span<long> sortedLocals)
    {
        if (sortedLocals[0] < _from || sortedLocals[0] >= _until)
        {
            Move(sortedLocals[0]);
        }

        if (sortedLocals[^1] >= _gap)
        {
            return false;
        }

        foreach (ref var local in sortedLocals)
        {
            local -= _offset;
        }

        return true;
    }

    public static int OffsetAt(DateTimeZone zone, long moment) => zone.GetUtcOffset(Bounded(moment)).Seconds;

    public static long ToLocal(DateTimeZone zone, long moment) => moment + OffsetAt(zone, moment);

    /// <summary>An instant that NodaTime has zones for; what lies outside is moved to the edge.</summary>
    public static Instant Bounded(long moment) =>
        moment <= Earliest.ToUnixTimeSeconds() ? Earliest : moment >= Latest.ToUnixTimeSeconds() ? Latest : Instant.FromUnixTimeSeconds(moment);

    private void Move(long local)
    {
        var interval = zone.GetZoneInterval(Bounded(local - _offset));
        var (from, until) = (StartOf(interval), EndOf(interval));
        while (local < from && interval.HasStart && interval.Start > Earliest)
        {
            interval = zone.GetZoneInterval(interval.Start - Duration.Epsilon);
            (from, until) = (StartOf(interval), EndOf(interval));
        }

        while (local >= until && interval.HasEnd && interval.End < Latest)
        {
            interval = zone.GetZoneInterval(interval.End);
            (from, until) = (StartOf(interval), EndOf(interval));
        }

        (_from, _until, _offset) = (from, until, interval.WallOffset.Seconds);
        _gap = interval.HasEnd ? LocalEndOf(interval) : long.MaxValue;
    }

    /// <summary>The first local time that takes this interval's offset: an overlap and a gap at its start belong to the interval before.</summary>
    private long StartOf(ZoneInterval interval) =>
        !interval.HasStart || interval.Start <= Earliest ? long.MinValue
            : Math.Max(interval.Start.ToUnixTimeSeconds() + interval.WallOffset.Seconds, LocalEndOf(zone.GetZoneInterval(interval.Start - Duration.Epsilon)));

    private long EndOf(ZoneInterval interval) =>
        !interval.HasEnd || interval.End >= Latest ? long.MaxValue : StartOf(zone.GetZoneInterval(interval.End));

    private static long LocalEndOf(ZoneInterval interval) => interval.End.ToUnixTimeSeconds() + interval.WallOffset.Seconds;
}
