using NodaTime;

namespace App.Domain.Calendars;

/// <summary>What of an occurrence matters for whether a copy of it is true.</summary>
/// <param name="SeriesId">The vendor's id of its series, or null.</param>
/// <param name="ETag">Its version at the vendor; null where it tells none, which equals any.</param>
public sealed record OccurrenceState(string? SeriesId, Instant Start, Instant End, EventStatus Status, Transparency Transparency, Response Response, EventType Type, string? ETag)
{
    public static OccurrenceState Of(EventRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(record.SeriesId, record.Start, record.End, record.Status, record.Transparency, record.Response, record.Type, record.ETag);
    }

    /// <summary>The same time, meaning and version.</summary>
    public bool Agrees(OccurrenceState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Start, End, Status, Transparency, Response, Type) == (other.Start, other.End, other.Status, other.Transparency, other.Response, other.Type)
            && (ETag is null || other.ETag is null || ETag == other.ETag);
    }
}

/// <summary>How far a stored copy was from the truth.</summary>
/// <param name="Compared">Occurrences that are at the vendor, here, or both.</param>
/// <param name="Missed">At the vendor and not here.</param>
/// <param name="Ghosts">Here and no longer at the vendor.</param>
/// <param name="Moved">On both sides, and not the same.</param>
public readonly record struct Drift(long Compared, int Missed, int Ghosts, int Moved)
{
    public int Total => Missed + Ghosts + Moved;

    /// <summary>The part that had drifted, from 0 to 1; null where nothing was compared.</summary>
    public double? Rate => Compared == 0 ? null : (double)Total / Compared;

    public static Drift operator +(Drift left, Drift right) => Add(left, right);

    public static Drift Add(Drift left, Drift right) =>
        new(left.Compared + right.Compared, left.Missed + right.Missed, left.Ghosts + right.Ghosts, left.Moved + right.Moved);
}

/// <summary>
/// Compares a copy with the vendor's listing. Both change while they are read, so what differs is only a suspect; it has drifted where bringing the copy up to
/// date did not change it: the vendor told nothing of it.
/// </summary>
/// <param name="held">The copy before the listing was read, by the vendor's ids.</param>
/// <param name="listed">The listing.</param>
public sealed class DriftComparison(IReadOnlyDictionary<string, OccurrenceState> held, IReadOnlyDictionary<string, OccurrenceState> listed)
{
    /// <summary>Ids of occurrences and series the listing has and could not be understood: a copy of them is no ghost.</summary>
    public IReadOnlySet<string> NotUnderstood { get; init; } = new HashSet<string>();

    /// <summary>True: the listing has records that can't even be told by an id, so that nothing can be called a ghost.</summary>
    public bool GhostsUnknown { get; init; }

    public IReadOnlyList<string> Suspects => field ??=
    [
        .. listed.Where(l => !held.TryGetValue(l.Key, out var own) || !own.Agrees(l.Value)).Select(l => l.Key),
        .. held.Where(h => !listed.ContainsKey(h.Key) && !GhostsUnknown && !NotUnderstood.Contains(h.Key) && !(h.Value.SeriesId is { } series && NotUnderstood.Contains(series))).Select(h => h.Key),
    ];

    /// <summary>Counts the suspects that the copy still has as it had them, after it was brought up to date, and that still differ in another listing.</summary>
    /// <param name="later">The copy after it was brought up to date.</param>
    /// <param name="still">What differed between that and the other listing.</param>
    public Drift Confirm(IReadOnlyDictionary<string, OccurrenceState> later, IReadOnlyList<string> still)
    {
        ArgumentNullException.ThrowIfNull(later);
        ArgumentNullException.ThrowIfNull(still);
        var (missed, ghosts, moved) = (0, 0, 0);
        foreach (var id in Suspects.Intersect(still, StringComparer.Ordinal).Where(id => held.GetValueOrDefault(id) == later.GetValueOrDefault(id)))
        {
            if (!held.ContainsKey(id))
            {
                missed++;
            }
            else if (!listed.ContainsKey(id))
            {
                ghosts++;
            }
            else
            {
                moved++;
            }
        }

        return new Drift(listed.Count + held.Keys.Count(k => !listed.ContainsKey(k)), missed, ghosts, moved);
    }
}
