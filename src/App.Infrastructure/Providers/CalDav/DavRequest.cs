using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>A WebDAV request: PROPFIND (RFC 4918 §9.1) and REPORT (RFC 3253 §3.6) read, PUT and DELETE write a resource (RFC 4791 §5.3).</summary>
internal sealed record DavRequest(string Method, Uri Url, int Depth = 0, XElement? Body = null)
{
    public static readonly XNamespace Dav = "DAV:";
    public static readonly XNamespace CalDav = "urn:ietf:params:xml:ns:caldav";
    public static readonly XNamespace CalendarServer = "http://calendarserver.org/ns/";

    private static readonly XName[] Home = [Dav + "current-user-principal", CalDav + "calendar-home-set", CalDav + "calendar-user-address-set", Dav + "resourcetype"];
    private static readonly XName[] Calendars = [Dav + "resourcetype", Dav + "displayname", Dav + "current-user-privilege-set", CalDav + "supported-calendar-component-set", CalDav + "calendar-timezone"];
    private static readonly XName[] Tags = [Dav + "resourcetype", Dav + "getetag", CalendarServer + "getctag"];

    /// <summary>True: 500 is an answer to be understood, not an outage.</summary>
    public bool TakesServerError { get; init; }

    /// <summary>iCalendar text to be stored.</summary>
    public string? Text { get; init; }

    /// <summary>Only while the resource is as it was then.</summary>
    public string? ETag { get; init; }

    /// <summary>Only where there is no such resource yet.</summary>
    public bool IsNew { get; init; }

    /// <summary>False: repeated, it would be refused for the change it made itself.</summary>
    public bool MayRepeat => Text is null || ETag is null;

    /// <summary>Who this is and where calendars are.</summary>
    public static DavRequest FindHome(Uri url) => Find(url, 0, Home);

    /// <summary>The collections below a home, and itself.</summary>
    public static DavRequest FindCalendars(Uri home) => Find(home, 1, Calendars);

    /// <summary>The tag of a collection.</summary>
    public static DavRequest FindTag(Uri collection) => Find(collection, 0, Tags);

    /// <summary>The tags of a collection and of all that is in it.</summary>
    public static DavRequest FindTags(Uri collection) => Find(collection, 1, Tags);

    /// <summary>What changed since a token; everything without one (RFC 6578 §3.2).</summary>
    public static DavRequest Sync(Uri collection, string token) => new(
        "REPORT",
        collection,
        0,
        new XElement(Dav + "sync-collection", new XElement(Dav + "sync-token", token), new XElement(Dav + "sync-level", "1"), new XElement(Dav + "prop", new XElement(Dav + "getetag"))))
    {
        TakesServerError = token.Length > 0,
    };

    /// <summary>The texts of named resources (RFC 4791 §7.9).</summary>
    public static DavRequest Multiget(Uri collection, IEnumerable<string> names) => new(
        "REPORT",
        collection,
        0,
        new XElement(CalDav + "calendar-multiget", new XElement(Dav + "prop", new XElement(Dav + "getetag"), new XElement(CalDav + "calendar-data")), names.Select(n => new XElement(Dav + "href", collection.AbsolutePath + n))));

    public static DavRequest Create(Uri resource, string text) => new("PUT", resource) { Text = text, IsNew = true };

    public static DavRequest Replace(Uri resource, string text, string etag) => new("PUT", resource) { Text = text, ETag = etag };

    /// <summary>Deletes a resource, whatever it has become without a tag.</summary>
    public static DavRequest Delete(Uri resource, string? etag) => new("DELETE", resource) { ETag = etag };

    public HttpRequestMessage Make(Uri url, AuthenticationHeaderValue authorization)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), url);
        request.Headers.Authorization = authorization;
        if (Body is not null)
        {
            request.Content = Content("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + Prefixed(Body).ToString(SaveOptions.DisableFormatting), "application/xml");
            request.Headers.TryAddWithoutValidation("Depth", Depth.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (Text is not null)
        {
            request.Content = Content(Text, "text/calendar");
        }

        if (IsNew)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        }
        else if (ETag is not null)
        {
            // A weak tag never matches here (RFC 9110 §13.1.1), though proxies that compress make tags weak.
            request.Headers.TryAddWithoutValidation("If-Match", ETag.StartsWith("W/", StringComparison.Ordinal) ? ETag[2..] : ETag);
        }

        return request;
    }

    private static ByteArrayContent Content(string text, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue(type, "utf-8");
        return content;
    }

    private static DavRequest Find(Uri url, int depth, IEnumerable<XName> properties) =>
        new("PROPFIND", url, depth, new XElement(Dav + "propfind", new XElement(Dav + "prop", properties.Select(p => new XElement(p)))));

    /// <summary>With the prefixes everyone uses: servers are tested with these.</summary>
    private static XElement Prefixed(XElement body) => new(
        body.Name,
        new XAttribute(XNamespace.Xmlns + "d", Dav),
        new XAttribute(XNamespace.Xmlns + "c", CalDav),
        new XAttribute(XNamespace.Xmlns + "cs", CalendarServer),
        body.Nodes());
}
