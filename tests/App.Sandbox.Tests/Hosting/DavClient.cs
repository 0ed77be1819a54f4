using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace App.Sandbox.Tests.Hosting;

/// <summary>One response of a multistatus.</summary>
public sealed record DavEntry(string Href, string? Status, IReadOnlyDictionary<XName, XElement> Properties)
{
    public string? Text(XName name) => Properties.GetValueOrDefault(name)?.Value;
}

/// <summary>An answer of a CalDAV server.</summary>
public sealed record DavReply(HttpStatusCode Status, string Text, HttpResponseMessage Message)
{
    public XElement Xml => XElement.Parse(Text);

    public string? ETag => Message.Headers.ETag?.ToString();

    public IReadOnlyList<DavEntry> Entries => [.. Xml.Elements(DavClient.Dav + "response").Select(Entry)];

    public string SyncToken => Xml.Element(DavClient.Dav + "sync-token")!.Value;

    public DavEntry this[string hrefEnd] => Entries.Single(e => e.Href.EndsWith(hrefEnd, StringComparison.Ordinal));

    private static DavEntry Entry(XElement response) => new(
        response.Element(DavClient.Dav + "href")!.Value,
        response.Element(DavClient.Dav + "status")?.Value,
        response.Elements(DavClient.Dav + "propstat")
            .Where(p => p.Element(DavClient.Dav + "status")!.Value.Contains(" 200 ", StringComparison.Ordinal))
            .SelectMany(p => p.Element(DavClient.Dav + "prop")!.Elements())
            .ToDictionary(e => e.Name));
}

/// <summary>A client of a CalDAV server, as plain as can be.</summary>
public sealed class DavClient(HttpClient http, string account, string password)
{
    public static readonly XNamespace Dav = "DAV:";
    public static readonly XNamespace Cal = "urn:ietf:params:xml:ns:caldav";
    public static readonly XNamespace Server = "http://calendarserver.org/ns/";
    public static readonly XName ETag = Dav + "getetag";
    public static readonly XName Data = Cal + "calendar-data";

    /// <summary>The home, once found.</summary>
    public string Home { get; private set; } = "";

    public string Calendar => Home + "home/";

    /// <summary>Finds the home as RFC 6764 and 5397 have it.</summary>
    public static async Task<DavClient> ConnectAsync(SandboxHost host, string account)
    {
        var password = (await host.GetControlAsync($"/caldav/accounts/{account}/password"))["appPassword"]!.GetValue<string>();
        var client = new DavClient(host.Http, account, password);
        var root = await client.PropFindAsync("/sandbox/caldav/", "0", Dav + "current-user-principal");
        var principal = await client.PropFindAsync(root.Entries[0].Text(Dav + "current-user-principal")!, "0", Cal + "calendar-home-set");
        client.Home = principal.Entries[0].Text(Cal + "calendar-home-set")!;
        return client;
    }

    public Task<DavReply> PropFindAsync(string path, string depth, params XName[] names) =>
        SendAsync("PROPFIND", path, new XElement(Dav + "propfind", new XElement(Dav + "prop", names.Select(n => new XElement(n)))), depth);

    public Task<DavReply> SyncAsync(string token = "", int? limit = null, string? path = null) => SendAsync(
        "REPORT",
        path ?? Calendar,
        new XElement(
            Dav + "sync-collection",
            new XElement(Dav + "sync-token", token),
            new XElement(Dav + "sync-level", "1"),
            limit is null ? null : new XElement(Dav + "limit", new XElement(Dav + "nresults", limit)),
            new XElement(Dav + "prop", new XElement(ETag))),
        "0");

    public Task<DavReply> QueryAsync(params object[] filter) => SendAsync(
        "REPORT",
        Calendar,
        new XElement(Cal + "calendar-query", new XElement(Dav + "prop", new XElement(ETag), new XElement(Data)), new XElement(Cal + "filter", new XElement(Cal + "comp-filter", new XAttribute("name", "VCALENDAR"), filter))),
        "1");

    public Task<DavReply> MultiGetAsync(params string[] hrefs) => SendAsync(
        "REPORT",
        Calendar,
        new XElement(Cal + "calendar-multiget", new XElement(Dav + "prop", new XElement(ETag), new XElement(Data)), hrefs.Select(h => new XElement(Dav + "href", h))),
        "1");

    public async Task<DavReply> PutAsync(string name, string text, string? ifMatch = null, string? ifNoneMatch = null, string type = "text/calendar", string? path = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, (path ?? Calendar) + name) { Content = new StringContent(text, Encoding.UTF8, type) };
        AddConditions(request, ifMatch, ifNoneMatch);
        return await SendAsync(request);
    }

    public async Task<DavReply> DeleteAsync(string name, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Calendar + name);
        AddConditions(request, ifMatch, null);
        return await SendAsync(request);
    }

    public async Task<DavReply> GetAsync(string name, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, name.StartsWith('/') ? name : Calendar + name);
        AddConditions(request, null, ifNoneMatch);
        return await SendAsync(request);
    }

    public async Task<DavReply> SendAsync(string method, string path, XElement? body, string depth)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Depth", depth);
        request.Content = body is null ? null : new StringContent(body.ToString(), Encoding.UTF8, "application/xml");
        return await SendAsync(request);
    }

    /// <summary>An event as plain as can be.</summary>
    public static string Ics(string uid, string summary, string start = "20261118T120000", string end = "20261118T130000", string more = "") =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//hub//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;TZID=Europe/Berlin:{start}\r\nDTEND;TZID=Europe/Berlin:{end}\r\nSUMMARY:{summary}\r\n{more}END:VEVENT\r\nEND:VCALENDAR\r\n";

    private static void AddConditions(HttpRequestMessage request, string? ifMatch, string? ifNoneMatch)
    {
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }
    }

    private async Task<DavReply> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account}:{password}")));
        var response = await http.SendAsync(request);
        return new DavReply(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }
}
