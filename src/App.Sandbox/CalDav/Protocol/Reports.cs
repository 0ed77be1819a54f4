using System.Globalization;
using System.Xml.Linq;
using App.Sandbox.CalDav.Collections;
using App.Sandbox.Faults;
using static App.Sandbox.CalDav.Protocol.DavNames;

namespace App.Sandbox.CalDav.Protocol;

/// <summary>REPORT: calendar-query, calendar-multiget (RFC 4791 §7) and sync-collection (RFC 6578 §3).</summary>
internal sealed class Reports(DavProperties properties, SyncTokens tokens, HomeStore store)
{
    public async Task<DavAnswer> AnswerAsync(DavCall call)
    {
        if (await call.BodyAsync() is not { } body)
        {
            return DavAnswer.BadRequest;
        }

        if (call.Target.Collection is not { } collection || call.Target.Kind != DavKind.Collection)
        {
            return call.Target.Kind == DavKind.Missing ? DavAnswer.NotFound : DavAnswer.Refused(StatusCodes.Status403Forbidden, Dav + "supported-report");
        }

        return body switch
        {
            _ when body.Name == Cal + "calendar-query" => Query(call, collection, body),
            _ when body.Name == Cal + "calendar-multiget" => MultiGet(call, body),
            _ when body.Name == Dav + "sync-collection" && call.Settings.SyncCollection => Sync(call, collection, body),
            _ => DavAnswer.Refused(StatusCodes.Status403Forbidden, Dav + "supported-report"),
        };
    }

    private DavAnswer Query(DavCall call, DavCollection collection, XElement body)
    {
        var asked = DavProperties.Asked(body);
        return CalendarFilter.Read(body) is { } filter
            ? DavAnswer.MultiStatus(collection.Live().Where(r => filter.Matches(r, collection.Info)).Select(r => properties.Response(call, call.Target.Member(r.Name), asked)))
            : DavAnswer.Refused(StatusCodes.Status403Forbidden, Cal + "supported-filter");
    }

    private DavAnswer MultiGet(DavCall call, XElement body)
    {
        var asked = DavProperties.Asked(body);
        return DavAnswer.MultiStatus(body.Elements(Dav + "href").Select(href =>
            call.Named(href.Value.Trim(), store) is { Resource: not null } target && target.Owner == call.Account
                ? properties.Response(call, target, asked)
                : new XElement(Dav + "response", new XElement(Dav + "href", href.Value), new XElement(Dav + "status", "HTTP/1.1 404 Not Found"))));
    }

    private DavAnswer Sync(DavCall call, DavCollection collection, XElement body)
    {
        var token = body.Element(Dav + "sync-token")?.Value.Trim() ?? "";
        if (body.Element(Dav + "sync-level")?.Value is { } level && level != "1")
        {
            return DavAnswer.Refused(StatusCodes.Status403Forbidden, Dav + "sync-traversal-supported");
        }

        if (tokens.Read(collection, token) is not { } since)
        {
            return TokenRefused(call.Settings);
        }

        var changes = collection.Since(since).Where(r => r.IsLive || token.Length > 0 || call.Settings.TombstonesAtFirstSync).ToList();
        var limit = Limit(call, body);
        var told = changes.Take(limit).ToList();
        var isCut = told.Count < changes.Count;
        var asked = DavProperties.Asked(body);
        var responses = told.Select(r => r.IsLive
            ? properties.Response(call, call.Target.Member(r.Name), asked)
            : DavProperties.Bare(call, call.Target.Member(r.Name).Path, "404 Not Found"));
        var answer = DavAnswer.MultiStatus([
            .. Itself(call, isCut, asked, hasChanges: changes.Count > 0),
            .. responses,
        ]);
        answer.Xml!.Add(new XElement(Dav + "sync-token", tokens.Write(collection, isCut ? told.Select(r => r.Seq).DefaultIfEmpty(since).Last() : Math.Max(since, changes.Select(c => c.Seq).DefaultIfEmpty(collection.Seq).Max()))));
        return answer;
    }

    /// <summary>The collection in its own list: told as cut off, and by iCloud also when anything in it changed.</summary>
    private IEnumerable<XElement> Itself(DavCall call, bool isCut, XName[] asked, bool hasChanges)
    {
        if (isCut)
        {
            yield return DavProperties.Bare(call, call.Target.Path, "507 Insufficient Storage", new XElement(Dav + "error", new XElement(Dav + "number-of-matches-within-limits")));
        }
        else if (call.Settings.ListsCollection && hasChanges)
        {
            yield return properties.Response(call, call.Target, asked);
        }
    }

    private static int Limit(DavCall call, XElement body)
    {
        var asked = int.TryParse(body.Element(Dav + "limit")?.Element(Dav + "nresults")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
        return call.Http.Features.Get<FaultsInReach>()?.Strikes(FaultKind.EmptyPage) == true ? 0 : Math.Min(asked, call.Settings.PageSize ?? int.MaxValue);
    }

    /// <summary>A token that is no longer good, in the way that was set.</summary>
    public static DavAnswer TokenRefused(CalDavSettings settings) => settings.InvalidSyncToken switch
    {
        SyncTokenRefusal.Conflict409 => DavAnswer.Refused(StatusCodes.Status409Conflict, Dav + "valid-sync-token"),
        SyncTokenRefusal.Gone410 => new DavAnswer(StatusCodes.Status410Gone),
        SyncTokenRefusal.Error500 => new DavAnswer(StatusCodes.Status500InternalServerError),
        _ => DavAnswer.Refused(StatusCodes.Status403Forbidden, Dav + "valid-sync-token"),
    };
}
