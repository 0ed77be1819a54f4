using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>A WebDAV request that reads: PROPFIND (RFC 4918 §9.1) or REPORT (RFC 3253 §3.6).</summary>
internal sealed record DavRequest(string Method, Uri Url, int Depth, XElement Body)
{
    public static readonly XNamespace Dav = "DAV:";
    public static readonly XNamespace CalDav = "urn:ietf:params:xml:ns:caldav";
    public static readonly XNamespace CalendarServer = "http://calendarserver.org/ns/";

    private static readonly XName[] Home = [Dav + "current-user-principal", CalDav + "calendar-home-set", Dav + "resourcetype"];
    private static readonly XName[] Calendars = [Dav + "resourcetype", Dav + "displayname", Dav + "current-user-privilege-set", CalDav + "supported-calendar-component-set", CalDav + "calendar-timezone"];
    private static readonly XName[] Tags = [Dav + "resourcetype", Dav + "getetag", CalendarServer + "getctag"];

    /// <summary>True: 500 is an answer to be understood, not an outage.</summary>
    public bool TakesServerError { get; init; }

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

    public HttpRequestMessage Make(Uri url, AuthenticationHeaderValue authorization)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + Prefixed().ToString(SaveOptions.DisableFormatting))),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/xml", "utf-8");
        request.Headers.Authorization = authorization;
        request.Headers.TryAddWithoutValidation("Depth", Depth.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return request;
    }

    private static DavRequest Find(Uri url, int depth, IEnumerable<XName> properties) =>
        new("PROPFIND", url, depth, new XElement(Dav + "propfind", new XElement(Dav + "prop", properties.Select(p => new XElement(p)))));

    /// <summary>With the prefixes everyone uses: servers are tested with these.</summary>
    private XElement Prefixed() => new(
        Body.Name,
        new XAttribute(XNamespace.Xmlns + "d", Dav),
        new XAttribute(XNamespace.Xmlns + "c", CalDav),
        new XAttribute(XNamespace.Xmlns + "cs", CalendarServer),
        Body.Nodes());
}
