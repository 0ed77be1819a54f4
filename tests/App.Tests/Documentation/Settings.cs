using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using App.Tests.Architecture;

namespace App.Tests.Documentation;

/// <summary>One setting: its key, what it is when nobody sets it, and what its <c>///</c> line says.</summary>
internal sealed record Setting(string Key, string Type, string Default, string Description);

/// <summary>
/// Reads every options class (one with a constant <c>Section</c>) of the house: types and defaults from the class itself, the words from its source.
/// </summary>
internal static partial class Settings
{
    private static readonly Assembly[] Assemblies = [.. Floors.All.Select(floor => Assembly.LoadFrom(Floors.File(floor)))];

    private static readonly Lazy<IReadOnlyList<SourceFile>> Sources = new(() => SourceFile.In("src"));

    public static IReadOnlyList<IGrouping<string, Setting>> BySection() =>
        [.. from type in Assemblies.SelectMany(a => a.GetTypes())
            let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string
            where section is not null
            from setting in Read(type, section)
            orderby section, setting.Key
            group setting by section.Split(':')[0]];

    private static IEnumerable<Setting> Read(Type options, string prefix) =>
        options.IsAssignableTo(typeof(IDictionary)) ? ReadProperties(ElementOf(options.BaseType!)!, $"{prefix}:<key>") : ReadProperties(options, prefix);

    private static IEnumerable<Setting> ReadProperties(Type options, string prefix)
    {
        var instance = Activator.CreateInstance(options);
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true } || IsFilledInPlace(p)))
        {
            var key = $"{prefix}:{property.Name}";
            var value = property.GetValue(instance);
            if (ElementOf(property.PropertyType) is { } element && IsNested(element))
            {
                foreach (var inner in Read(element, property.PropertyType.IsAssignableTo(typeof(IDictionary)) ? $"{key}:<key>" : $"{key}:0"))
                {
                    yield return inner;
                }
            }
            else if (IsNested(property.PropertyType))
            {
                foreach (var inner in Read(property.PropertyType, key))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return new(key, NameOf(property.PropertyType), Write(value), Describe(options, property));
            }
        }
    }

    private static bool IsFilledInPlace(PropertyInfo property) =>
        property.PropertyType.IsAssignableTo(typeof(IEnumerable)) && property.PropertyType != typeof(string) && property.GetIndexParameters().Length == 0;

    private static Type? ElementOf(Type type) =>
        type == typeof(string) || !type.IsAssignableTo(typeof(IEnumerable)) ? null : type.IsArray ? type.GetElementType() : type.GetGenericArguments().LastOrDefault();

    private static bool IsNested(Type type) => type is { IsClass: true } && type != typeof(string) && Assemblies.Contains(type.Assembly);

    private static string NameOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (ElementOf(bare) is { } element)
        {
            return $"list of {NameOf(element)}";
        }

        return bare switch
        {
            { IsEnum: true } => string.Join(" · ", Enum.GetNames(bare).Select(n => n.ToLowerInvariant())),
            _ when bare == typeof(bool) => "true · false",
            _ when bare == typeof(TimeSpan) => "d.hh:mm:ss",
            _ when bare == typeof(string) => "text",
            _ when bare == typeof(Uri) => "address",
            _ => "number",
        };
    }

    private static string Write(object? value) => value switch
    {
        null or "" => "",
        bool yes => yes ? "true" : "false",
        Enum name => name.ToString().ToLowerInvariant(),
        string text => text,
        IEnumerable list => string.Join(", ", list.Cast<object>()),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Describe(Type options, PropertyInfo property)
    {
        var declaration = new Regex($@"(?<doc>(?:[ \t]*///[^\n]*\n)+)(?:[ \t]*\[[^\n]*\n)*[ \t]*public [^\n]*\b{property.Name}\b\s*\{{");
        var source = Sources.Value.FirstOrDefault(f => Regex.IsMatch(f.Text, $@"\b(class|record) {options.Name}\b"));
        var doc = source is null ? "" : declaration.Match(source.Text, source.Text.IndexOf($" {options.Name}", StringComparison.Ordinal)).Groups["doc"].Value;
        var words = Tag().Replace(Code().Replace(Slashes().Replace(doc, " "), "`$1`"), "");
        return Spaces().Replace(System.Net.WebUtility.HtmlDecode(words), " ").Trim();
    }

    [GeneratedRegex(@"^\s*///", RegexOptions.Multiline)]
    private static partial Regex Slashes();

    [GeneratedRegex("<c>(.*?)</c>|<see cref=\"(?:[^\"]*\\.)?([^\"]*)\"\\s*/>")]
    private static partial Regex Code();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
