using App.Domain.Calendars;
using App.Domain.Calendars.ICalendar;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;
using NodaTime;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>Turns resources into occurrences; one that can't be understood is set aside, and what is known of it stays.</summary>
internal sealed class DavPageBuilder(Window window, DateTimeZone zone, IReadOnlyList<string> own)
{
    private readonly List<EventRecord> _events = [];
    private readonly List<string> _deleted = [];
    private readonly List<string> _replaced = [];
    private readonly List<string> _setAside = [];

    public int Events => _events.Count;

    public void Delete(IEnumerable<string> names) => _deleted.AddRange(names.Select(IdOf));

    /// <summary>Sets aside what can't be asked for.</summary>
    public void SetAside(IEnumerable<string> names) => _setAside.AddRange(names.Select(IdOf));

    /// <summary>Takes the answer to a multiget: what was asked for and not answered exists all the same.</summary>
    public void Add(IEnumerable<string> asked, IEnumerable<DavMember> members)
    {
        var left = asked.Select(IdOf).ToHashSet(StringComparer.Ordinal);
        foreach (var member in members)
        {
            var id = IdOf(DavListing.NameOf(member));
            if (left.Remove(id))
            {
                Add(id, member);
            }
        }

        _setAside.AddRange(left);
    }

    public EventPage Build(string? nextPageToken, string? nextSyncToken) =>
        new(_events, _deleted, _setAside.Count, nextPageToken, nextSyncToken) { ReplacedSeries = _replaced, SetAsideIds = _setAside };

    private void Add(string id, DavMember member)
    {
        if (member.Status is 404 or 410)
        {
            _deleted.Add(id);
        }
        else if (member.CalendarData is { } text && Read(id, text, member.ETag) is { } records)
        {
            _events.AddRange(records);
            _replaced.Add(id);
        }
        else
        {
            _setAside.Add(id);
        }
    }

    private List<EventRecord>? Read(string id, string text, string? etag)
    {
        if (!CalendarContent.Read(text).TryGet(out var content, out _) || content.Components.Count == 0 || content.SetAside.Count > 0)
        {
            return null;
        }

        var found = new List<EventRecord>();
        foreach (var series in content.Series)
        {
            if (!OccurrenceRecords.Of(series, new SeriesSource(id, etag, own), window, zone).TryGet(out var records, out _))
            {
                return null;
            }

            found.AddRange(records);
        }

        return found;
    }

    /// <summary>Servers escape the same name in more than one way.</summary>
    private static string IdOf(string name) => VendorText.Cut(Uri.UnescapeDataString(name))!;
}
