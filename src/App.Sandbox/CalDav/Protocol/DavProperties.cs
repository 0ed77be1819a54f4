using System.Xml.Linq;
using App.Sandbox.CalDav.Collections;
using App.Sandbox.CalDav.Ics;
using App.Sandbox.Faults;
using static App.Sandbox.CalDav.Protocol.DavNames;

namespace App.Sandbox.CalDav.Protocol;

/// <summary>The properties of everything the server has.</summary>
internal sealed class DavProperties(SyncTokens tokens)
{
    private const string Malformed = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:tomorrow\r\n";

    /// <summary>What is answered when nothing in particular is asked for.</summary>
    private static readonly XName[] Usual = [Dav + "resourcetype", Dav + "displayname", Dav + "getetag", Dav + "getcontenttype"];

    /// <summary>The names asked for in a prop element; the usual ones without it.</summary>
    public static XName[] Asked(XElement? body) => body?.Element(Dav + "prop") is { } prop ? [.. prop.Elements().Select(e => e.Name)] : Usual;

    /// <summary>A response for one thing: what it has of what is asked, and what it has not.</summary>
    public XElement Response(DavCall call, DavTarget target, XName[] asked)
    {
        var values = asked.Select(name => (Name: name, Value: Value(call, target, name))).ToList();
        var there = values.Where(v => v.Value is not null).Select(v => v.Value!).ToList();
        var missing = values.Where(v => v.Value is null).Select(v => new XElement(v.Name)).ToList();
        return new XElement(
            Dav + "response",
            new XElement(Dav + "href", call.Href(target.Path)),
            there.Count > 0 || missing.Count == 0 ? PropStat(there, "200 OK") : null,
            missing.Count > 0 ? PropStat(missing, "404 Not Found") : null);
    }

    /// <summary>A response that has only a status, as of a member that is gone.</summary>
    public static XElement Bare(DavCall call, string path, string status, params object[] more) => new(
        Dav + "response",
        new XElement(Dav + "href", call.Href(path)),
        new XElement(Dav + "status", "HTTP/1.1 " + status),
        more);

    private static XElement PropStat(List<XElement> properties, string status) =>
        new(Dav + "propstat", new XElement(Dav + "prop", properties), new XElement(Dav + "status", "HTTP/1.1 " + status));

    private XElement? Value(DavCall call, DavTarget target, XName name)
    {
        if (name == Dav + "current-user-principal")
        {
            return Href(name, call.Href(DavTarget.PrincipalPath(call.Account)));
        }

        return name == Dav + "resourcetype" ? Type(target) : target.Kind switch
        {
            DavKind.Principal => OfPrincipal(call, target, name),
            DavKind.Home or DavKind.Inbox => name == Dav + "displayname" ? new XElement(name, target.Kind == DavKind.Home ? "Calendars" : "Inbox") : null,
            DavKind.Collection => OfCollection(call, target.Collection!, name),
            DavKind.Resource => OfResource(call, target, name),
            _ => null,
        };
    }

    private static XElement? OfPrincipal(DavCall call, DavTarget target, XName name)
    {
        if (name == Cal + "calendar-home-set")
        {
            return Href(name, call.HomeAddress());
        }

        if (name == Cal + "calendar-user-address-set")
        {
            return new XElement(name, new XElement(Dav + "href", "mailto:" + target.Owner!.Email), new XElement(Dav + "href", call.Href(target.Path)));
        }

        if (name == Dav + "principal-URL")
        {
            return Href(name, call.Href(target.Path));
        }

        return name == Dav + "displayname" ? new XElement(name, target.Owner!.Person.Name) : null;
    }

    private XElement? OfCollection(DavCall call, DavCollection collection, XName name)
    {
        var info = collection.Info;
        var sync = call.Settings.SyncCollection;
        return name switch
        {
            _ when name == Dav + "displayname" => new XElement(name, info.Name),
            _ when name == Server + "getctag" => new XElement(name, $"HwoQ{info.Incarnation}{collection.Seq:D6}"),
            _ when name == Dav + "sync-token" => sync ? new XElement(name, tokens.Write(collection)) : null,
            _ when name == Cal + "supported-calendar-component-set" => new XElement(name, new XElement(Cal + "comp", new XAttribute("name", info.Component))),
            _ when name == Dav + "current-user-privilege-set" => Privileges(name, info.IsReadOnly),
            _ when name == Dav + "supported-report-set" => Reports(name, sync),
            _ when name == Apple + "calendar-color" => new XElement(name, info.Color),
            _ when name == Cal + "calendar-timezone" && IcsZones.Of(info.Zone) is { } zone => new XElement(name, IcsWriter.Calendar(zone).Write()),
            _ when name == Dav + "owner" => Href(name, call.Href(DavTarget.PrincipalPath(call.Account))),
            _ => null,
        };
    }

    private static XElement? OfResource(DavCall call, DavTarget target, XName name)
    {
        if (target.Resource is not { } resource)
        {
            return null;
        }

        if (name == Dav + "getetag")
        {
            return new XElement(name, target.Collection!.ETagOf(resource));
        }

        if (name == Cal + "calendar-data")
        {
            var malformed = call.Http.Features.Get<FaultsInReach>()?.Strikes(FaultKind.MalformedEvent) == true;
            return new XElement(name, malformed ? Malformed : resource.Text);
        }

        return name == Dav + "getcontenttype" ? new XElement(name, "text/calendar; charset=utf-8; component=" + target.Collection!.Info.Component.ToLowerInvariant()) : null;
    }

    private static XElement Type(DavTarget target) => new(
        Dav + "resourcetype",
        target.Kind is DavKind.Resource ? null : new XElement(Dav + "collection"),
        target.Kind switch
        {
            DavKind.Principal => new XElement(Dav + "principal"),
            DavKind.Collection => new XElement(Cal + "calendar"),
            DavKind.Inbox => new XElement(Cal + "schedule-inbox"),
            _ => null,
        });

    private static XElement Privileges(XName name, bool isReadOnly) =>
        new(name, ((string[])(isReadOnly ? ["read"] : ["read", "write", "write-content", "bind", "unbind"])).Select(p => new XElement(Dav + "privilege", new XElement(Dav + p))));

    private static XElement Reports(XName name, bool withSync)
    {
        XName[] reports = [Cal + "calendar-query", Cal + "calendar-multiget", .. withSync ? [Dav + "sync-collection"] : Array.Empty<XName>()];
        return new XElement(name, reports.Select(r => new XElement(Dav + "supported-report", new XElement(Dav + "report", new XElement(r)))));
    }

    private static XElement Href(XName name, string href) => new(name, new XElement(Dav + "href", href));
}
