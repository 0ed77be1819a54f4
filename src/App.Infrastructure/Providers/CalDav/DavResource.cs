using App.Domain;
using App.Domain.Calendars;
using App.Domain.Calendars.ICalendar;
using App.Domain.Calendars.Recurrence;
using App.Infrastructure.Providers.Shared;
using NodaTime;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>A resource as it was read, to be edited and stored whole. Ids are those that readers tell (<see cref="OccurrenceRecords"/>).</summary>
internal sealed class DavResource
{
    private readonly string _name;
    private readonly Component _calendar;
    private readonly IReadOnlyList<Series> _series;

    private DavResource(string name, string text, Component calendar, IReadOnlyList<Series> series, string etag) =>
        (_name, Text, _calendar, _series, ETag) = (name, text, calendar, series, etag);

    /// <summary>As it was read.</summary>
    public string Text { get; }

    public string ETag { get; }

    /// <summary>False: the id names an event or a series as a whole.</summary>
    public static bool MayBeOccurrence(string id) => OccurrenceRecords.SplitId(id) is not null;

    /// <param name="name">Id of the series, as readers tell it.</param>
    public static Result<DavResource> Read(string name, string text, string etag)
    {
        if (!CalendarContent.Read(text).TryGet(out var content, out _) || content is not { Components: [var calendar], Series.Count: > 0, SetAside.Count: 0 })
        {
            return new Failure.Rejected("unreadable", "The event is written in a way that can't be read, so it is not changed.");
        }

        return new DavResource(name, text, calendar, content.Series, etag);
    }

    /// <summary>The text with a change to the event, the series or the occurrence of that id.</summary>
    public Result<string?> Change(string id, EventDraft change, IReadOnlyList<string> own, Instant now)
    {
        if (!Find(id).TryGet(out var found, out var failure))
        {
            return failure;
        }

        var (series, original) = found;
        VEvent before;
        Component written;
        if (original is { } start)
        {
            if (!new SeriesEditor(_calendar, series).Single(start).TryGet(out var single, out failure))
            {
                return failure;
            }

            (before, written) = single;
        }
        else if (series.Master is not { } master)
        {
            return new Failure.NotFound("The series");
        }
        else if (master.Recurs && change.Time is not null)
        {
            return EventDraft.SeriesStays;
        }
        else
        {
            (before, written) = (master, master.Component);
        }

        DraftWriter.Change(_calendar, before, written, change, own, now);
        return ContentWriter.Write(_calendar);
    }

    /// <summary>The text without the event, the series or the occurrence of that id; null where nothing is left of it.</summary>
    public Result<string?> Remove(string id)
    {
        if (!Find(id).TryGet(out var found, out var failure))
        {
            return failure;
        }

        return found.Original is not { } start ? (string?)null
            : new SeriesEditor(_calendar, found.Series).Remove(start).TryGet(out var isLeft, out failure) ? (isLeft ? ContentWriter.Write(_calendar) : null)
            : failure;
    }

    /// <summary>Whose id it is; with the original start of an occurrence, without where all of it is meant.</summary>
    private Result<(Series Series, Instant? Original)> Find(string id)
    {
        Series? Of(string uid) => _series.FirstOrDefault(s => OccurrenceRecords.UidOf(s, _name) == uid);
        if ((id == _name ? _series[0] : Of(id)) is { } whole)
        {
            return (whole, null);
        }

        return OccurrenceRecords.SplitId(id) is var (uid, original) && Of(uid) is { } series ? (series, original) : new Failure.NotFound("The event");
    }
}
