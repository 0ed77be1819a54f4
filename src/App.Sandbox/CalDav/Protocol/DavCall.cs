using System.Xml;
using System.Xml.Linq;
using App.Sandbox.CalDav.Collections;
using App.Sandbox.Hosting;

namespace App.Sandbox.CalDav.Protocol;

/// <summary>One authorized request to the server.</summary>
internal sealed class DavCall(HttpContext http, CalDavAccount account, DavTarget target, CalDavSettings settings)
{
    public HttpContext Http => http;

    public CalDavAccount Account => account;

    public DavTarget Target => target;

    public CalDavSettings Settings => settings;

    public string? IfMatch => http.Request.Headers.IfMatch.ToString() is { Length: > 0 } tag ? tag : null;

    public string? IfNoneMatch => http.Request.Headers.IfNoneMatch.ToString() is { Length: > 0 } tag ? tag : null;

    public string Depth => http.Request.Headers["Depth"].ToString();

    /// <summary>How an answer names something of this server.</summary>
    public string Href(string path) => settings.AbsoluteHrefs
        ? $"{SandboxUrls.Root(http.Request)}/{CalDavAccount.Vendor}{path}"
        : SandboxUrls.Path(http.Request, $"/{CalDavAccount.Vendor}{path}");

    /// <summary>The address of the home: always whole, and on another host name of this machine where that is set.</summary>
    public string HomeAddress()
    {
        var request = http.Request;
        var host = request.Host.Host switch
        {
            "127.0.0.1" or "[::1]" when settings.OtherHost => "localhost",
            "localhost" when settings.OtherHost => "127.0.0.1",
            var same => same,
        };
        var port = request.Host.Port is { } number ? new HostString(host, number) : new HostString(host);
        return $"{request.Scheme}://{port.ToUriComponent()}{SandboxUrls.Path(request, $"/{CalDavAccount.Vendor}{DavTarget.HomePath(account)}")}";
    }

    /// <summary>What an href of a request names, whether it is whole or not; null if it is not of this server.</summary>
    public DavTarget? Named(string href, HomeStore store)
    {
        var path = Uri.TryCreate(href, UriKind.Absolute, out var whole) && whole.Scheme.StartsWith("http", StringComparison.Ordinal) ? whole.AbsolutePath : href;
        var root = SandboxUrls.Path(http.Request, $"/{CalDavAccount.Vendor}");
        return path.StartsWith(root, StringComparison.Ordinal) ? DavTarget.Read(Uri.UnescapeDataString(path[root.Length..]), store) : null;
    }

    /// <summary>The body as XML; null if there is none, or it cannot be read.</summary>
    public async Task<XElement?> BodyAsync()
    {
        try
        {
            var settings = new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit };
            using var reader = XmlReader.Create(http.Request.Body, settings);
            return (await XDocument.LoadAsync(reader, LoadOptions.None, http.RequestAborted)).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
