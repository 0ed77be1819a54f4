using App.Domain.Calendars;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>Where a resource is.</summary>
/// <param name="SeriesId">Its name in the collection, as readers tell it: without escapes.</param>
internal sealed record DavResourceName(Uri Collection, string SeriesId)
{
    public const string Extension = ".ics";

    public string Escaped => Uri.EscapeDataString(SeriesId);

    public Uri Url => new(Collection, Collection.AbsolutePath + Escaped);

    /// <summary>Of an event that is known by its key alone the name is the one it was created under.</summary>
    public static DavResourceName Of(EventTarget target) => new(new Uri(target.CalendarId), target.SeriesId ?? target.ExternalId + Extension);
}
