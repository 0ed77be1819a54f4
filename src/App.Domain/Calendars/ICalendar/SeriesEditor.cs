using App.Domain.Calendars.Recurrence;
using App.Domain.Time;
using NodaTime;
using NodaTime.Text;

namespace App.Domain.Calendars.ICalendar;

/// <summary>
/// Changes single occurrences of a series in the calendar it was read from. An occurrence is named by its original start (<see cref="Occurrence.OriginalStart"/>).
/// </summary>
public sealed class SeriesEditor(Component calendar, Series series)
{
    /// <summary>RANGE=THISANDFUTURE may move an occurrence away from its original start; beyond this it is not looked for.</summary>
    private static readonly Duration Moved = Duration.FromDays(40);

    private static readonly DurationPattern Length = DurationPattern.CreateWithInvariantCulture("'PT'S'S'");

    /// <summary>What the series, but no single occurrence, has.</summary>
    private static readonly string[] OfSeries = ["RRULE", "RDATE", "EXRULE", "EXDATE", "RECURRENCE-ID", "DTSTART", "DTEND", "DURATION"];

    /// <summary>
    /// The component that describes one occurrence alone: the override there is, or a new one, made of what described it until now. A series in floating time
    /// is <see cref="Failure.Rejected"/>: when its occurrences are depends on who reads them.
    /// </summary>
    public Result<(VEvent Before, Component Written)> Single(Instant originalStart)
    {
        if (IsFloating)
        {
            return Floating;
        }

        if (Overrides(originalStart).LastOrDefault() is { } single)
        {
            return (single, single.Component);
        }

        return Find(originalStart).TryGet(out var found, out var failure) ? (found.Event, Override(found)) : failure;
    }

    /// <summary>Takes an occurrence out of the series (EXDATE, §3.8.5.1); false where nothing is left of it then. Fails as <see cref="Single"/> does.</summary>
    public Result<bool> Remove(Instant originalStart)
    {
        if (IsFloating)
        {
            return Floating;
        }

        var overrides = Overrides(originalStart).ToList();
        if (overrides.Count == 0 && Find(originalStart).Failure is { } failure)
        {
            return failure;
        }

        overrides.ForEach(o => calendar.Remove(o.Component));
        if (series.Master is { } master)
        {
            var behind = master.Component.ChildList.FindIndex(c => c is Component);
            master.Component.ChildList.Insert(behind < 0 ? master.Component.ChildList.Count : behind, LikeStart(master, "EXDATE", originalStart));
        }

        return calendar.Components.Any(c => c.Is("VEVENT"));
    }

    private static Failure.Rejected Floating => new("floating_series", "The series has times of no zone; one of its occurrences can't be told from another with certainty.");

    private bool IsFloating => series.Master is { Start.Form: TimeForm.Floating } || series.Overrides.Any(e => e.RecurrenceId is { Form: TimeForm.Floating });

    /// <summary>By rising SEQUENCE: the last one counts.</summary>
    private IEnumerable<VEvent> Overrides(Instant originalStart)
    {
        var clock = new SeriesClock((series.Master ?? series.Overrides[0]).Start, DateTimeZone.Utc);
        return series.Overrides.Where(e => !e.IsRange && clock.KeyOf(e.RecurrenceId!.Value) == originalStart.ToUnixTimeSeconds());
    }

    /// <summary>An occurrence that has no override.</summary>
    private Result<Occurrence> Find(Instant originalStart)
    {
        var around = series.Overrides.Any(e => e.IsRange) ? Moved : Duration.FromDays(2);
        var listed = series.List(new Window(originalStart - around, originalStart + around), DateTimeZone.Utc);
        if (!listed.TryGet(out var near, out var failure))
        {
            return failure;
        }

        foreach (var occurrence in near)
        {
            if (occurrence.OriginalStart == originalStart)
            {
                return series.Master is not null ? occurrence : new Failure.Rejected("no_master", "The series itself is not here, only a change to a run of its occurrences; one of them can't be written alone.");
            }
        }

        return new Failure.NotFound("The occurrence");
    }

    private Component Override(Occurrence found)
    {
        var source = found.Event;
        var written = Copy(source.Component, except: OfSeries);
        written.Set(LikeStart(series.Master!, "RECURRENCE-ID", found.OriginalStart));

        // A length says exactly when it ends, as a time that clocks show twice does not (§3.3.6).
        if (source.Start.IsDate)
        {
            written.Set(TimeProperty.OfDate("DTSTART", found.StartDate!.Value));
            written.Set(TimeProperty.OfDate("DTEND", found.EndDate!.Value));
        }
        else
        {
            written.Set(LikeStart(source, "DTSTART", found.Start));
            written.Set(new Property("DURATION", Length.Format(found.End - found.Start)));
        }

        calendar.Add(written);
        return written;
    }

    /// <summary>In the form of an event's start, with its zone described: not every writer does that, and servers have refused what they took before.</summary>
    private Property LikeStart(VEvent source, string name, Instant moment)
    {
        var written = TimeProperty.Like(source.Start, source.Component.Find("DTSTART")!, name, moment);
        if (written.Parameter("TZID") is { } tzid)
        {
            ZoneWriter.Describe(calendar, tzid, source.Start.Zone!, source.Start.ToInstant(DateTimeZone.Utc));
        }

        return written;
    }

    private static Component Copy(Component component, params IReadOnlyList<string> except)
    {
        var copy = new Component(component.Name);
        foreach (var child in component.Children)
        {
            if (child is Component inner)
            {
                copy.Add(Copy(inner));
            }
            else if (!except.Any(((Property)child).Is))
            {
                copy.Add(child);
            }
        }

        return copy;
    }
}
