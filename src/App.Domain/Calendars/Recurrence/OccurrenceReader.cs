using App.Domain.Calendars.ICalendar;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Calendars.Recurrence;

/// <summary>Reads the occurrences of one series in a window, forward only, a span at a time.</summary>
public sealed class OccurrenceReader
{
    private readonly StepBudget _budget;
    private readonly WindowSeconds _window;
    private readonly SeriesSegment[] _segments = [];
    private readonly Occurrence?[] _heads = [];
    private readonly List<Occurrence> _overrides = [];
    private readonly Failure? _refused;
    private int _nextOverride;

    internal OccurrenceReader(Series series, Window window, DateTimeZone reader, ExpansionLimits limits)
    {
        ArgumentNullException.ThrowIfNull(reader);
        (_budget, _window) = (new StepBudget(limits.MostSteps), WindowSeconds.Of(window));
        var main = series.Master ?? (series.Overrides.Count > 0 ? series.Overrides[0] : null);
        if (main is null)
        {
            return;
        }

        var clock = new SeriesClock(main.Start, reader);
        var replaced = PlaceOverrides(series, clock, reader);
        if (series.Master is { } master)
        {
            var ranges = Ranges(series, master, clock);
            _refused = ranges.Count - 1 > limits.MostRanges ? new Failure.Rejected("too_many_ranges", $"The series {series.Uid} changes for all later occurrences more than {limits.MostRanges} times.") : null;
            _segments = _refused is null ? [.. ranges.Select(range => new SeriesSegment(range, master, clock, _window, replaced, _budget))] : [];
            _heads = new Occurrence?[_segments.Length];
        }
    }

    /// <summary>
    /// Fills the span from its start and says how many there are; 0 at the end. Fails where the series costs more than <see cref="ExpansionLimits"/> allow:
    /// what comes after is then not known.
    /// </summary>
    public Result<int> Read(Span<Occurrence> into)
    {
        var filled = 0;
        if (_refused is null && !into.IsEmpty)
        {
            filled = _segments.Length == 1 && _nextOverride == _overrides.Count && _heads[0] is null ? FillFromOne(_segments[0], into) : FillFromAll(into);
        }

        return filled == 0 && (_refused ?? Spent()) is { } failure ? failure : filled;
    }

    private Failure? Spent() => _budget.IsSpent ? new Failure.Rejected("recurrence_too_long", "The recurrence rule takes too many steps to reach the window.") : null;

    private int FillFromOne(SeriesSegment segment, Span<Occurrence> into)
    {
        var filled = 0;
        while (filled < into.Length && segment.TryNext(out into[filled]))
        {
            if (_window.Overlaps(in into[filled]))
            {
                filled++;
            }
        }

        return filled;
    }

    private int FillFromAll(Span<Occurrence> into)
    {
        var filled = 0;
        while (filled < into.Length && TryNext(out into[filled]))
        {
            filled++;
        }

        return filled;
    }

    /// <summary>The earliest of what the segments and the overrides have next.</summary>
    private bool TryNext(out Occurrence occurrence)
    {
        var (earliest, from) = (_nextOverride < _overrides.Count ? _overrides[_nextOverride] : (Occurrence?)null, -1);
        for (var i = 0; i < _segments.Length; i++)
        {
            if ((_heads[i] ??= NextOf(_segments[i])) is { } head && (earliest is not { } best || Occurrence.ByStart(head, best) < 0))
            {
                (earliest, from) = (head, i);
            }
        }

        occurrence = earliest.GetValueOrDefault();
        if (from >= 0)
        {
            _heads[from] = null;
        }
        else if (earliest is not null)
        {
            _nextOverride++;
        }

        return earliest is not null;
    }

    private Occurrence? NextOf(SeriesSegment segment)
    {
        while (segment.TryNext(out var occurrence))
        {
            if (_window.Overlaps(in occurrence))
            {
                return occurrence;
            }
        }

        return null;
    }

    /// <summary>Overrides of single occurrences go where they say; the keys are what they replace. An override of nothing, or of what an EXDATE removes, is an occurrence of its own.</summary>
    private Dictionary<long, VEvent>.KeyCollection PlaceOverrides(Series series, SeriesClock clock, DateTimeZone reader)
    {
        var singles = new Dictionary<long, VEvent>();
        foreach (var single in series.Overrides.Where(e => series.Master is null || !e.IsRange))
        {
            singles[clock.KeyOf(single.RecurrenceId!.Value)] = single;
        }

        foreach (var (key, single) in singles)
        {
            var occurrence = new Placement(single, single.Start.Zone ?? reader).At(key, single.Start.Seconds);
            if (_window.Overlaps(in occurrence))
            {
                _overrides.Add(occurrence);
            }
        }

        _overrides.Sort(Occurrence.ByStart);
        return singles.Keys;
    }

    private static List<SegmentRange> Ranges(Series series, VEvent master, SeriesClock clock)
    {
        var ranges = new List<SegmentRange> { new(master, long.MinValue, long.MaxValue, 0) };
        foreach (var (key, change) in series.Overrides.Where(e => e.IsRange).Select(e => (clock.KeyOf(e.RecurrenceId!.Value), e)).OrderBy(range => range.Item1))
        {
            ranges[^1] = ranges[^1] with { To = key };
            ranges.Add(new(change, key, long.MaxValue, clock.LocalOf(change.Start) - clock.LocalOf(key)));
        }

        return ranges;
    }
}
