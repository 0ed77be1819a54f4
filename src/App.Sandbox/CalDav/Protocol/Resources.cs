using App.Sandbox.CalDav.Collections;
using App.Sandbox.CalDav.Ics;
using static App.Sandbox.CalDav.Protocol.DavNames;

namespace App.Sandbox.CalDav.Protocol;

/// <summary>GET, PUT and DELETE of resources.</summary>
internal sealed class Resources
{
    public DavAnswer Get(DavCall call)
    {
        if (call.Target is not { Resource: { } resource, Collection: { } collection })
        {
            // iCloud answers a GET of anything that is not an event so.
            return call.Target.Kind is DavKind.Resource or DavKind.Missing ? DavAnswer.NotFound : DavAnswer.BadRequest;
        }

        var etag = collection.ETagOf(resource);
        return call.IfNoneMatch?.Contains(etag, StringComparison.Ordinal) == true
            ? new DavAnswer(StatusCodes.Status304NotModified) { ETag = etag }
            : new DavAnswer(StatusCodes.Status200OK, Text: resource.Text) { ETag = etag };
    }

    public async Task<DavAnswer> PutAsync(DavCall call)
    {
        if (call.Target is not { Kind: DavKind.Resource, Collection: { } collection, Name: { } name })
        {
            return call.Target.Kind == DavKind.Missing ? new DavAnswer(StatusCodes.Status409Conflict) : DavAnswer.NotAllowed;
        }

        using var reader = new StreamReader(call.Http.Request.Body);
        var text = await reader.ReadToEndAsync(call.Http.RequestAborted);
        if (Refusal(call, collection, text) is { } refusal)
        {
            return refusal;
        }

        return collection.Put(name, call.Settings.RewriteBodies ? Rewrite(text) : text, call.IfMatch, call.IfNoneMatch) switch
        {
            PutOutcome.Created => Kept(call, StatusCodes.Status201Created),
            PutOutcome.Replaced => Kept(call, StatusCodes.Status204NoContent),
            PutOutcome.UidTaken => DavAnswer.Refused(StatusCodes.Status403Forbidden, Cal + "no-uid-conflict"),
            _ => DavAnswer.PreconditionFailed,
        };
    }

    public DavAnswer Delete(DavCall call)
    {
        if (call.Target is not { Kind: DavKind.Resource, Collection: { } collection, Name: { } name })
        {
            return call.Target.Kind == DavKind.Missing ? DavAnswer.NotFound : DavAnswer.Forbidden;
        }

        if (collection.Info.IsReadOnly)
        {
            return NoPrivilege;
        }

        return collection.Remove(name, call.IfMatch) switch
        {
            null => DavAnswer.NotFound,
            false => DavAnswer.PreconditionFailed,
            true => new DavAnswer(StatusCodes.Status204NoContent),
        };
    }

    private static DavAnswer NoPrivilege => DavAnswer.Refused(StatusCodes.Status403Forbidden, Dav + "need-privileges");

    private static DavAnswer Kept(DavCall call, int status) =>
        new(status) { ETag = call.Settings.RewriteBodies ? null : call.Target.Collection!.ETagOf(call.Target.Resource!) };

    /// <summary>The conditions of RFC 4791 §5.3.2.1.</summary>
    private static DavAnswer? Refusal(DavCall call, DavCollection collection, string text)
    {
        if (collection.Info.IsReadOnly)
        {
            return NoPrivilege;
        }

        if (call.Http.Request.ContentType?.StartsWith("text/calendar", StringComparison.OrdinalIgnoreCase) != true)
        {
            return DavAnswer.Refused(StatusCodes.Status403Forbidden, Cal + "supported-calendar-data");
        }

        if (IcsComponent.Parse(text) is not { Name: "VCALENDAR" } calendar)
        {
            return DavAnswer.Refused(StatusCodes.Status403Forbidden, Cal + "valid-calendar-data");
        }

        var kept = calendar.Children.Where(c => c.Name is not "VTIMEZONE").ToList();
        if (kept.Exists(c => c.Name != collection.Info.Component))
        {
            return DavAnswer.Refused(StatusCodes.Status403Forbidden, Cal + "supported-calendar-component");
        }

        var uids = kept.Select(c => c.Line("UID")?.Value).Distinct().ToList();
        return calendar.Line("METHOD") is not null || uids is not [not null]
            ? DavAnswer.Refused(StatusCodes.Status403Forbidden, Cal + "valid-calendar-object-resource")
            : null;
    }

    /// <summary>As servers do that keep what they understood instead of what they got.</summary>
    private static string Rewrite(string text)
    {
        var calendar = IcsComponent.Parse(text)!;
        calendar.Set("PRODID", new IcsLine("PRODID", "", "-//Sandbox//Rewritten//EN"));
        foreach (var component in calendar.Children)
        {
            component.Lines.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        }

        return calendar.Write();
    }
}
