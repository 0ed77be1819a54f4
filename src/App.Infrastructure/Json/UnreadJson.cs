using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using App.Domain;

namespace App.Infrastructure.Json;

/// <summary>Says of JSON that could not be read which of its fields is wrong, and what it must be instead.</summary>
public static partial class UnreadJson
{
    private const string Own = "Must be ";

    /// <summary>What the reader found, with the whole path of each field.</summary>
    /// <param name="root">What the fields stand in, such as <c>data</c>; empty where they are the whole body.</param>
    /// <param name="whole">What that is, as in "Is not a field of this request."</param>
    public static Failure.Invalid Explain(JsonException wrong, string root, string whole)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        ArgumentNullException.ThrowIfNull(root);
        var path = (root + (wrong.Path is { Length: > 1 } known ? known[1..] : "")).TrimStart('.');
        if (Unknown().Match(wrong.Message) is { Success: true } unknown)
        {
            var name = unknown.Groups["name"].Value;
            return new(Below(Without(path, name), name), $"Is not a field of {whole}.");
        }

        if (Missing().Match(wrong.Message) is { Success: true } missing)
        {
            return new(Quoted().Matches(missing.Groups["names"].Value).ToDictionary(m => Below(path, m.Groups["name"].Value), _ => (string[])["Must be given."]));
        }

        return path.Length == 0 ? new("body", $"{Own}a JSON object of {whole}.") : new(path, Say(wrong));
    }

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>The reader's path may already end in the field itself: plainly, or in brackets where its name is unusual.</summary>
    private static string Without(string path, string name) =>
        new[] { $".{name}", $"['{name}']" }.FirstOrDefault(end => path.EndsWith(end, StringComparison.Ordinal)) is { } end ? path[..^end.Length] : path == name ? "" : path;

    /// <summary>One sentence about the value at the exception's path: that of a converter of ours, or the kind of value that is wanted there.</summary>
    private static string Say(JsonException wrong) =>
        wrong.Message.StartsWith(Own, StringComparison.Ordinal) ? wrong.Message.Split(" Path:")[0]
        : wrong.Message.StartsWith("Duplicate property ", StringComparison.Ordinal) ? "Holds a field twice."
        : Nulls().IsMatch(wrong.Message) ? "Must not be null."
        : Target().Match(wrong.Message) is not { Success: true } target ? "Is not JSON that can be read."
        : KindOf(target.Groups["type"].Value, wrong.Path) is { } kind ? $"{Own}{kind}."
        : "Is not of the right kind.";

    /// <summary>The reader names the type of the value, or, for a plain value, the type of ours whose member it is.</summary>
    private static string? KindOf(string named, string? path)
    {
        if (!named.StartsWith("App.", StringComparison.Ordinal))
        {
            return typeof(string).Assembly.GetType(named) is { } known ? KindOf(known) : KindOf(named);
        }

        var type = AppDomain.CurrentDomain.GetAssemblies().Where(a => a.FullName!.StartsWith("App.", StringComparison.Ordinal) || a.FullName.StartsWith("App,", StringComparison.Ordinal)).Select(a => a.GetType(named)).FirstOrDefault(t => t is not null);
        var member = Member().Match(path ?? "").Groups["name"].Value;
        return type is null ? KindOf(named)
            : KindOf(member.Length > 0 && type.GetProperty(member, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { } property ? property.PropertyType : type);
    }

    /// <summary>Lists of what is ours have names that no assembly alone can resolve.</summary>
    private static string? KindOf(string named) =>
        named.Contains("Dictionary`2", StringComparison.Ordinal) ? "an object" : named.EndsWith("[]", StringComparison.Ordinal) || named.StartsWith("System.Collections.", StringComparison.Ordinal) ? "a list" : null;

    private static string? KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } => null,
        var t when t == typeof(string) => "text",
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(Guid) => "an id, which is a UUID",
        var t when t == typeof(int) || t == typeof(long) => "a whole number",
        var t when t == typeof(double) || t == typeof(decimal) => "a number",
        var t when t.Name.Contains("Dictionary", StringComparison.Ordinal) => "an object",
        var t when typeof(IEnumerable).IsAssignableFrom(t) => "a list",
        { IsClass: true } => "an object",
        _ => null,
    };

    // From the first character on: what comes later in a message may be a sender's own words.
    [GeneratedRegex("^The JSON property '(?<name>.+)' could not be mapped to any ", RegexOptions.Singleline)]
    private static partial Regex Unknown();

    [GeneratedRegex(@"^JSON deserialization for type '[^']+' was missing required properties including: (?<names>.+?)\.?$")]
    private static partial Regex Missing();

    [GeneratedRegex("'(?<name>[^']+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^The JSON value could not be converted to (?<type>\S+)\. Path: ")]
    private static partial Regex Target();

    [GeneratedRegex(@"^The (property or field|constructor parameter) '[^']*' on type '[^']*' doesn't allow (setting |getting )?null values")]
    private static partial Regex Nulls();

    [GeneratedRegex(@"\.(?<name>\w+)$")]
    private static partial Regex Member();
}
