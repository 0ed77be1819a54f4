using App.Domain.Calendars.ICalendar;
using App.Domain.Time;
using NodaTime;

namespace App.Domain.Calendars.Recurrence;

/// <summary>
/// The events of one UID: the one with the rule, and the overrides that take the place of single occurrences or of all from one on. An event that does not
/// recur is a series of one; overrides may also come without their series (invitations to a single occurrence do).
/// </summary>
public sealed class Series
{
    /// <param name="events">Of one UID, at least one, in any order. Of several for the same occurrence the highest SEQUENCE counts, then the last.</param>
    public Series(IReadOnlyList<VEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        Master = events.Where(e => e.RecurrenceId is null).OrderBy(e => e.Sequence).LastOrDefault();
        Overrides = [.. events.Where(e => e.RecurrenceId is not null).OrderBy(e => e.Sequence)];
        Uid = events[0].Uid;
    }

    public string Uid { get; }

    public VEvent? Master { get; }

    /// <summary>By rising SEQUENCE: a later one goes before an earlier one of the same occurrence.</summary>
    public IReadOnlyList<VEvent> Overrides { get; }

    /// <summary>
    /// Reads the occurrences that overlap a window, in order of their start, overrides where they now are. The cost is that of the window, except that a rule
    /// with COUNT is counted from its start.
    /// </summary>
    /// <param name="reader">The zone of whom it is read for: in it dates and floating times are laid into time.</param>
    public OccurrenceReader Read(Window window, DateTimeZone reader, ExpansionLimits? limits = null) =>
        new(this, window, reader, limits ?? ExpansionLimits.Default);

    /// <summary>All occurrences of a window at once; fails where they are more than <see cref="ExpansionLimits.MostListed"/>.</summary>
    public Result<IReadOnlyList<Occurrence>> List(Window window, DateTimeZone reader, ExpansionLimits? limits = null)
    {
        limits ??= ExpansionLimits.Default;
        var (found, occurrences) = (new List<Occurrence>(), Read(window, reader, limits));
        var batch = new Occurrence[64];
        while (true)
        {
            if (!occurrences.Read(batch).TryGet(out var count, out var failure))
            {
                return failure;
            }

            if (count == 0)
            {
                return found;
            }

            if (found.Count + count > limits.MostListed)
            {
                return new Failure.Rejected("too_many_occurrences", $"The series {Uid} has more than {limits.MostListed} occurrences in the window.");
            }

            found.AddRange(batch.AsSpan(0, count));
        }
    }
}
