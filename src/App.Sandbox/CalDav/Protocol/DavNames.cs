using System.Xml.Linq;

namespace App.Sandbox.CalDav.Protocol;

/// <summary>The XML namespaces of WebDAV, CalDAV and their extensions.</summary>
internal static class DavNames
{
    public static readonly XNamespace Dav = "DAV:";
    public static readonly XNamespace Cal = "urn:ietf:params:xml:ns:caldav";
    public static readonly XNamespace Server = "http://calendarserver.org/ns/";
    public static readonly XNamespace Apple = "http://apple.com/ns/ical/";

    private static readonly Dictionary<XmlPrefixes, (string Prefix, XNamespace Namespace)[]> Declared = new()
    {
        [XmlPrefixes.None] = [],
        [XmlPrefixes.Usual] = [("D", Dav), ("C", Cal), ("CS", Server), ("A", Apple)],
        [XmlPrefixes.Odd] = [("C", Dav), ("d", Cal), ("ns7", Server), ("x-1", Apple)],
    };

    /// <summary>Declares the prefixes on the root of an answer.</summary>
    public static XElement Declare(XElement root, XmlPrefixes prefixes)
    {
        root.Add(Declared[prefixes].Select(d => new XAttribute(XNamespace.Xmlns + d.Prefix, d.Namespace.NamespaceName)));
        return root;
    }
}
