using System.Text;
using System.Xml.Linq;
using static App.Sandbox.CalDav.Protocol.DavNames;

namespace App.Sandbox.CalDav.Protocol;

/// <summary>What the server answers: a status, and XML, text or nothing.</summary>
internal sealed record DavAnswer(int Status, XElement? Xml = null, string? Text = null)
{
    public static readonly DavAnswer NotFound = new(StatusCodes.Status404NotFound);
    public static readonly DavAnswer Forbidden = new(StatusCodes.Status403Forbidden);
    public static readonly DavAnswer BadRequest = new(StatusCodes.Status400BadRequest);
    public static readonly DavAnswer PreconditionFailed = new(StatusCodes.Status412PreconditionFailed);
    public static readonly DavAnswer NotAllowed = new(StatusCodes.Status405MethodNotAllowed);

    public string? ETag { get; init; }

    public string? Location { get; init; }

    /// <summary>A refusal that names the condition which did not hold (RFC 4918 §16).</summary>
    public static DavAnswer Refused(int status, XName condition, params object[] content) => new(status, new XElement(Dav + "error", new XElement(condition, content)));

    public static DavAnswer MultiStatus(IEnumerable<XElement> responses) => new(StatusCodes.Status207MultiStatus, new XElement(Dav + "multistatus", responses));

    public async Task WriteAsync(HttpContext context, XmlPrefixes prefixes)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.Headers["DAV"] = "1, access-control, calendar-access, calendar-schedule, extended-mkcol, calendarserver-principal-property-search";
        if (ETag is not null)
        {
            response.Headers.ETag = ETag;
        }

        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (Xml is not null)
        {
            response.ContentType = "application/xml; charset=utf-8";
            await response.WriteAsync("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + Declare(Xml, prefixes).ToString(SaveOptions.DisableFormatting), context.RequestAborted);
        }
        else if (Text is not null)
        {
            response.ContentType = "text/calendar; charset=utf-8";
            await response.Body.WriteAsync(Encoding.UTF8.GetBytes(Text), context.RequestAborted);
        }
    }
}
