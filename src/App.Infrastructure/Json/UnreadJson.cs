using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace App.Infrastructure.Json;

/// <summary>Says of JSON that could not be read what it must be instead.</summary>
public static partial class UnreadJson
{
    private const string Own = "Must be ";

    /// <summary>One sentence about the value at the exception's path: that of a converter of ours, or the kind of value that is wanted there.</summary>
    public static string Say(JsonException wrong)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        return wrong.Message.StartsWith(Own, StringComparison.Ordinal) ? wrong.Message.Split(" Path:")[0]
            : wrong.Message.StartsWith("Duplicate property ", StringComparison.Ordinal) ? "Holds a field twice."
            : Nulls().IsMatch(wrong.Message) ? "Must not be null."
            : Target().Match(wrong.Message) is not { Success: true } target ? "Is not JSON that can be read."
            : KindOf(target.Groups["type"].Value, wrong.Path) is { } kind ? $"{Own}{kind}."
            : "Is not of the right kind.";
    }

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

    // Both from the first character on: what comes later in a message may be a sender's own words.
    [GeneratedRegex(@"^The JSON value could not be converted to (?<type>\S+)\. Path: ")]
    private static partial Regex Target();

    [GeneratedRegex(@"^The (property or field|constructor parameter) '[^']*' on type '[^']*' doesn't allow (setting |getting )?null values")]
    private static partial Regex Nulls();

    [GeneratedRegex(@"\.(?<name>\w+)$")]
    private static partial Regex Member();
}
