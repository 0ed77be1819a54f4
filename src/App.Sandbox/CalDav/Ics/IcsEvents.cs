using App.Sandbox.Recurrence;
using NodaTime;
using NodaTime.Text;

namespace App.Sandbox.CalDav.Ics;

/// <summary>One occurrence of an event: its component (the series' own, or that of an exception), and when it is.</summary>
internal sealed record IcsOccurrence(IcsComponent Component, IcsTime Start, IcsTime End, string? RecurrenceStamp);

/// <summary>The events of one resource, as far as a server has to understand them to answer questions about time.</summary>
internal sealed class IcsEvents(IcsComponent calendar, DateTimeZone floating)
{
    private const int Most = 20_000;

    /// <summary>Whether a rule is beyond the sandbox (sub-daily, weeks by number), so that nobody can tell when it is.</summary>
    public bool IsBeyond => calendar.Events.Any(e => e.Line("RRULE") is { } rule && RecurrenceRule.Parse(rule.Value) is null);

    public IcsComponent? Master => calendar.Events.FirstOrDefault(e => e.Line("RECURRENCE-ID") is null);

    public IcsComponent? Override(string stamp) =>
        calendar.Events.FirstOrDefault(e => e.Line("RECURRENCE-ID") is { } id && IcsTime.Parse(id, floating)?.Stamp == stamp);

    /// <summary>What overlaps the window (RFC 4791 §9.9), by start.</summary>
    public IReadOnlyList<IcsOccurrence> Within(Instant from, Instant to) =>
        [.. All(to).Where(o => o.Start.At < to && (o.End.At > from || (o.End.At == o.Start.At && o.Start.At >= from))).OrderBy(o => o.Start.At)];

    private IEnumerable<IcsOccurrence> All(Instant until)
    {
        var overrides = calendar.Events.Where(e => e.Line("RECURRENCE-ID") is not null).Select(Own).OfType<IcsOccurrence>().ToList();
        var replaced = overrides.Select(o => o.RecurrenceStamp).ToHashSet();
        return Series(until).Where(o => !replaced.Contains(o.RecurrenceStamp)).Concat(overrides);
    }

    private IcsOccurrence? Own(IcsComponent component)
    {
        if (component.Line("DTSTART") is not { } line || IcsTime.Parse(line, floating) is not { } start)
        {
            return null;
        }

        var stamp = component.Line("RECURRENCE-ID") is { } id ? IcsTime.Parse(id, floating)?.Stamp : null;
        return new IcsOccurrence(component, start, EndOf(component, start), stamp);
    }

    private IcsTime EndOf(IcsComponent component, IcsTime start)
    {
        if (component.Line("DTEND") is { } end && IcsTime.Parse(end, floating) is { } parsed)
        {
            return parsed;
        }

        if (component.Line("DURATION") is { } duration && PeriodPattern.NormalizingIso.Parse(duration.Value) is { Success: true, Value: var period })
        {
            return start with { Local = start.Local + period };
        }

        return start.IsDate ? start with { Local = start.Local.PlusDays(1) } : start;
    }

    private IEnumerable<IcsOccurrence> Series(Instant until)
    {
        if (Master is not { } master || Own(master) is not { } first)
        {
            return [];
        }

        var rules = master.Lines.Where(l => l.Name == "RRULE").Select(l => RecurrenceRule.Parse(l.Value)).OfType<RecurrenceRule>().ToList();
        var extra = master.Lines.Where(l => l.Name == "RDATE").SelectMany(l => IcsTime.ParseAll(l, floating)).ToList();
        if (rules.Count == 0 && extra.Count == 0)
        {
            return [first];
        }

        var excluded = master.Lines.Where(l => l.Name == "EXDATE").SelectMany(l => IcsTime.ParseAll(l, floating)).Select(t => t.At).ToHashSet();
        return rules.SelectMany(r => Starts(r, first.Start, until))
            .Prepend(first.Start)
            .Concat(extra)
            .DistinctBy(s => s.At)
            .Where(s => !excluded.Contains(s.At))
            .Select(s => new IcsOccurrence(master, s, Shift(first, s), s.Stamp));
    }

    private static IEnumerable<IcsTime> Starts(RecurrenceRule rule, IcsTime first, Instant until)
    {
        var given = 0;
        foreach (var date in rule.Dates(first.Local.Date).Take(Most))
        {
            var start = first with { Local = date + first.Local.TimeOfDay };
            if (given == rule.Count || date > rule.UntilDate || start.At > rule.UntilInstant || start.At >= until)
            {
                yield break;
            }

            given++;
            yield return start;
        }
    }

    private static IcsTime Shift(IcsOccurrence first, IcsTime start) =>
        first.End with { Local = start.Local + Period.Between(first.Start.Local, first.End.Local, PeriodUnits.Days | PeriodUnits.AllTimeUnits) };
}
