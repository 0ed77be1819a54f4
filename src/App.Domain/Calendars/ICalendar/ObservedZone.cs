using NodaTime;
using NodaTime.TimeZones;

namespace App.Domain.Calendars.ICalendar;

/// <summary>A zone given by its clock changes, in order.</summary>
internal sealed class ObservedZone : DateTimeZone
{
    private readonly long[] _moments;
    private readonly ZoneInterval[] _intervals;

    public ObservedZone(string id, IReadOnlyList<ClockChange> changes)
        : base(id, isFixed: false, Offset.FromSeconds(changes.Min(c => Math.Min(c.From, c.To))), Offset.FromSeconds(changes.Max(c => Math.Max(c.From, c.To))))
    {
        _moments = [.. changes.Select(change => change.Moment)];
        _intervals = new ZoneInterval[changes.Count + 1];
        _intervals[0] = new ZoneInterval(id, null, At(0), Offset.FromSeconds(changes[0].From), Offset.Zero);
        for (var i = 0; i < changes.Count; i++)
        {
            var saved = changes[i].IsDaylight ? Offset.FromSeconds(Math.Clamp(changes[i].To - changes[i].From, -64_800, 64_800)) : Offset.Zero;
            _intervals[i + 1] = new ZoneInterval(changes[i].Name, At(i), i + 1 < changes.Count ? At(i + 1) : null, Offset.FromSeconds(changes[i].To), saved);
        }
    }

    public override ZoneInterval GetZoneInterval(Instant instant)
    {
        var at = Array.BinarySearch(_moments, instant.ToUnixTimeSeconds());
        return _intervals[at >= 0 ? at + 1 : ~at];
    }

    private Instant At(int change) => Instant.FromUnixTimeSeconds(_moments[change]);
}
