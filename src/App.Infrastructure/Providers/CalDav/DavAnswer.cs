using System.Globalization;
using System.Net;
using System.Xml;
using System.Xml.Linq;
using App.Domain.Calendars;

namespace App.Infrastructure.Providers.CalDav;

/// <summary>What a server answered that was understood: a multistatus, that it is done, or a refusal with the precondition it names.</summary>
internal sealed record DavAnswer(Uri Url, HttpStatusCode Status, IReadOnlyList<DavMember> Members, string? SyncToken)
{
    private const int MostMembers = 50_000;
    private const int MostNodes = 1_000_000;
    private const int MostDepth = 64;

    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false, IgnoreComments = true, IgnoreProcessingInstructions = true, MaxCharactersInDocument = 32 * 1024 * 1024 };

    /// <summary>Of the resource as it was stored; null where the server does not tell it (RFC 4791 §5.3.4).</summary>
    public string? ETag { get; private init; }

    /// <summary><c>DAV:valid-sync-token</c>: the token is no longer known (RFC 6578 §3.2).</summary>
    public bool RefusesToken => Refuses("valid-sync-token");

    /// <summary>A multistatus in answer to a write tells of each resource; one that tells of none says nothing (RFC 4918 §9.6.1).</summary>
    public bool IsDone => IsMultistatus ? Members.Count > 0 && Members.All(m => m.Status is >= 200 and < 300) : (int)Status is >= 200 and < 300;

    private string Reason { get; init; } = "";

    public bool IsMultistatus => Status == HttpStatusCode.MultiStatus;

    /// <summary>
    /// Reads a multistatus (RFC 4918 §13) with namespaces of any prefix and elements in any order, a member at a time. One of too many parts is refused before
    /// any is kept: in memory they take many times what they take in text.
    /// </summary>
    /// <param name="body">Whole, so that it can be read twice.</param>
    /// <exception cref="XmlException">It is none, or beyond the limits.</exception>
    public static DavAnswer ReadMultistatus(Uri url, Stream body)
    {
        var (members, token) = (new List<DavMember>(), (string?)null);
        Measure(body);
        using var reader = XmlReader.Create(body, Safe);
        reader.MoveToContent();
        if (reader is not { LocalName: "multistatus", NamespaceURI: "DAV:" })
        {
            throw new XmlException("This is no multistatus.");
        }

        reader.Read();
        while (!reader.EOF)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "response" })
            {
                members.Add(new DavMember((XElement)XNode.ReadFrom(reader)));
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "sync-token" })
            {
                token = reader.ReadElementContentAsString().Trim();
            }
            else
            {
                reader.Read();
            }
        }

        return new DavAnswer(url, HttpStatusCode.MultiStatus, members, string.IsNullOrEmpty(token) ? null : token);
    }

    private static void Measure(Stream body)
    {
        var (nodes, members) = (0, 0);
        using (var reader = XmlReader.Create(body, Safe))
        {
            while (reader.Read())
            {
                nodes += 1 + reader.AttributeCount;
                members += reader is { NodeType: XmlNodeType.Element, LocalName: "response" } ? 1 : 0;
                if (nodes > MostNodes || members > MostMembers || reader.Depth > MostDepth)
                {
                    throw new XmlException("The multistatus has more parts than are read.");
                }
            }
        }

        body.Position = 0;
    }

    public static DavAnswer ReadOther(Uri url, HttpResponseMessage response, string body) => new(url, response.StatusCode, [], null)
    {
        ETag = response.Headers.NonValidated.TryGetValues("ETag", out var tags) && tags.ToString().Trim() is { Length: > 0 } tag ? tag : null,
        Reason = body,
    };

    /// <summary>Whether its body names a precondition that did not hold (RFC 4918 §16).</summary>
    public bool Refuses(string precondition) => Reason.Contains(precondition, StringComparison.Ordinal);
}

/// <summary>How others name someone in invitations.</summary>
/// <param name="Mail">Null where it is no mail address, such as a path of the server.</param>
internal sealed record DavAddress(string? Mail, bool IsPreferred)
{
    private const string MailTo = "mailto:";

    public static DavAddress Of(XElement href) => new(MailOf(href.Value.Trim()), href.Attribute("preferred")?.Value == "1");

    private static string? MailOf(string address) =>
        address.StartsWith(MailTo, StringComparison.OrdinalIgnoreCase) && new DraftAttendee(Uri.UnescapeDataString(address[MailTo.Length..])) is { IsSound: true, Email: var mail } ? mail : null;
}

/// <summary>One resource of a multistatus. Properties that were not found are null.</summary>
internal sealed class DavMember
{
    private readonly List<XElement> _properties = [];

    public DavMember(XElement response)
    {
        Href = response.Element(DavRequest.Dav + "href")?.Value.Trim() ?? "";
        Status = StatusOf(response) ?? 200;
        foreach (var part in response.Elements(DavRequest.Dav + "propstat").Where(p => (StatusOf(p) ?? 200) is >= 200 and < 300))
        {
            _properties.AddRange(part.Elements(DavRequest.Dav + "prop").Elements());
        }
    }

    public string Href { get; }

    /// <summary>Of the resource as a whole; 200 where only its properties have one.</summary>
    public int Status { get; }

    /// <summary>Null also where it can't be sent back in a header.</summary>
    public string? ETag => Text(DavRequest.Dav + "getetag") is { } tag && !tag.Any(char.IsControl) ? tag : null;

    public string? CTag => Text(DavRequest.CalendarServer + "getctag");

    public string? DisplayName => Text(DavRequest.Dav + "displayname");

    public string? TimeZoneText => Text(DavRequest.CalDav + "calendar-timezone");

    public string? CalendarData => Find(DavRequest.CalDav + "calendar-data")?.Value;

    public string? Principal => Find(DavRequest.Dav + "current-user-principal")?.Element(DavRequest.Dav + "href")?.Value.Trim();

    public IEnumerable<string> Homes => Find(DavRequest.CalDav + "calendar-home-set")?.Elements(DavRequest.Dav + "href").Select(h => h.Value.Trim()) ?? [];

    public IEnumerable<DavAddress> Addresses => Find(DavRequest.CalDav + "calendar-user-address-set")?.Elements(DavRequest.Dav + "href").Select(DavAddress.Of) ?? [];

    public bool IsCollection => Href.EndsWith('/') || Is(DavRequest.Dav + "collection");

    /// <summary>A calendar in which events can be; one that does not say what it holds may hold them.</summary>
    public bool HoldsEvents => Is(DavRequest.CalDav + "calendar")
        && (Find(DavRequest.CalDav + "supported-calendar-component-set") is not { } set || set.Elements(DavRequest.CalDav + "comp").Any(c => string.Equals(c.Attribute("name")?.Value, "VEVENT", StringComparison.OrdinalIgnoreCase)));

    /// <summary>True also where the server does not say.</summary>
    public bool IsWritable => Find(DavRequest.Dav + "current-user-privilege-set") is not { } set
        || set.Elements(DavRequest.Dav + "privilege").Elements().Any(p => p.Name.LocalName is "all" or "write" or "write-content");

    private bool Is(XName type) => Find(DavRequest.Dav + "resourcetype")?.Element(type) is not null;

    private string? Text(XName name) => Find(name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private XElement? Find(XName name) => _properties.Find(p => p.Name == name);

    /// <summary>Such as <c>HTTP/1.1 404 Not Found</c>.</summary>
    private static int? StatusOf(XElement element) =>
        element.Element(DavRequest.Dav + "status")?.Value.Trim().Split(' ') is [_, var code, ..] && int.TryParse(code, CultureInfo.InvariantCulture, out var status) ? status : null;
}
