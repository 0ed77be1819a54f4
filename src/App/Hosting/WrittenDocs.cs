using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace App.Hosting;

/// <summary>What is written beside the code (<c>///</c>), for documents made from it.</summary>
internal static partial class WrittenDocs
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> Files = new();

    public static string? Summary(PropertyInfo property) => Text(Find(property.DeclaringType!, $"P:{TypeName(property.DeclaringType!)}.{property.Name}")?.Element("summary"));

    public static string? Summary(MethodInfo method) => Text(Find(method)?.Element("summary"));

    public static string? Remarks(MethodInfo method) => Text(Find(method)?.Element("remarks"));

    public static string? Parameter(MethodInfo method, string name) =>
        Text(Find(method)?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == name));

    /// <summary>Methods are looked up by name: an overloaded one has no single text.</summary>
    private static XElement? Find(MethodInfo method) => Find(method.DeclaringType!, $"M:{TypeName(method.DeclaringType!)}.{method.Name}");

    private static XElement? Find(Type type, string name) => Files.GetOrAdd(type.Assembly, Read).GetValueOrDefault(name);

    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        return File.Exists(file)
            ? XDocument.Load(file).Descendants("member").GroupBy(m => m.Attribute("name")!.Value.Split('(', '`')[0]).ToDictionary(g => g.Key, g => g.First())
            : [];
    }

    private static string TypeName(Type type) => type.FullName!.Replace('+', '.');

    private static string? Text(XElement? element) => element is null ? null : Spaces().Replace(string.Concat(element.Nodes().Select(Inline)), " ").Trim();

    private static string Inline(XNode node) => node switch
    {
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" or "paramref" } reference => $"`{(reference.Attribute("cref") ?? reference.Attribute("langword") ?? reference.Attribute("name"))?.Value.Split('.', ':')[^1]}`",
        XElement element => element.Value,
        XText text => text.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
