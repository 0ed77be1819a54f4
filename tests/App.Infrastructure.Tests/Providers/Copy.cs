using App.Domain.Calendars;

namespace App.Infrastructure.Tests.Providers;

/// <summary>What someone holds who does what pages tell, and nothing else.</summary>
internal sealed class Copy
{
    private readonly Dictionary<string, EventRecord> _events = new(StringComparer.Ordinal);

    public IReadOnlyList<EventRecord> Sorted => [.. _events.Values.OrderBy(e => e.Start).ThenBy(e => e.ExternalId, StringComparer.Ordinal)];

    public static Copy Of(IEnumerable<EventPage> pages)
    {
        var copy = new Copy();
        foreach (var page in pages)
        {
            copy.Apply(page);
        }

        return copy;
    }

    public void Apply(EventPage page)
    {
        foreach (var id in page.Deleted.Where(id => !_events.Remove(id)).SelectMany(id => _events.Values.Where(e => e.SeriesId == id)).ToList())
        {
            _events.Remove(id.ExternalId);
        }

        foreach (var id in page.BecameSeries)
        {
            _events.Remove(id);
        }

        foreach (var record in page.Events)
        {
            _events[record.ExternalId] = record;
        }

        var told = page.Events.Select(e => e.ExternalId).ToHashSet(StringComparer.Ordinal);
        foreach (var stale in _events.Values.Where(e => page.ReplacedSeries.Contains(e.SeriesId) && !told.Contains(e.ExternalId)).ToList())
        {
            _events.Remove(stale.ExternalId);
        }
    }
}
