using App.Sandbox.CalDav.Collections;
using static App.Sandbox.CalDav.Protocol.DavNames;

namespace App.Sandbox.CalDav.Protocol;

/// <summary>PROPFIND (RFC 4918 §9.1) of one thing, or of it and its members.</summary>
internal sealed class PropFind(DavProperties properties, HomeStore store)
{
    public async Task<DavAnswer> AnswerAsync(DavCall call)
    {
        if (call.Depth is not ("0" or "1"))
        {
            return DavAnswer.Refused(StatusCodes.Status403Forbidden, Dav + "propfind-finite-depth");
        }

        var body = call.Http.Request.ContentLength is null or > 0 ? await call.BodyAsync() : null;
        if (body is not null && body.Name != Dav + "propfind")
        {
            return DavAnswer.BadRequest;
        }

        if (call.Target.Kind == DavKind.Missing || call.Target is { Kind: DavKind.Resource, Resource: null })
        {
            return DavAnswer.NotFound;
        }

        var asked = DavProperties.Asked(body);
        var members = call.Depth == "1" ? Members(call) : [];
        return DavAnswer.MultiStatus(members.Prepend(call.Target).Select(t => properties.Response(call, t, asked)));
    }

    private IEnumerable<DavTarget> Members(DavCall call) => call.Target.Kind switch
    {
        DavKind.Home => store.Of(call.Account.Email)
            .Where(c => !c.Info.Deleted)
            .Select(c => new DavTarget(DavKind.Collection, DavTarget.CollectionPath(call.Account, c.Info.Id), call.Account, c))
            .Append(new DavTarget(DavKind.Inbox, DavTarget.CollectionPath(call.Account, "inbox"), call.Account)),
        DavKind.Collection => call.Target.Collection!.Live().Select(r => call.Target.Member(r.Name)),
        _ => [],
    };
}
