using System.Collections;
using System.Globalization;
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
            : wrong.Message.Contains("null values", StringComparison.Ordinal) ? "Must not be null."
            : Target().Match(wrong.Message) is not { Success: true } target ? "Is not JSON that can be read."
            : KindOf(Wanted(target.Groups["type"].Value, wrong.Path)) is { } kind ? $"{Own}{kind}."
            : "Is not of the right kind.";
    }

    /// <summary>The reader names the type of the value, or, for a plain value, the type whose member it is.</summary>
    private static Type? Wanted(string named, string? path)
    {
        var type = Type.GetType(named, null, static (_, name, _) => Find(name), throwOnError: false);
        var member = Member().Match(path ?? "").Groups["name"].Value;
        return member.Length == 0 ? type : type?.GetProperty(member, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType ?? type;
    }

    private static Type? Find(string name) =>
        typeof(string).Assembly.GetType(name) ?? AppDomain.CurrentDomain.GetAssemblies().Where(a => a.FullName!.StartsWith("App", StringComparison.Ordinal)).Select(a => a.GetType(name)).FirstOrDefault(t => t is not null);

    private static string? KindOf(Type? type) => (type is null ? null : Nullable.GetUnderlyingType(type) ?? type) switch
    {
        null => null,
        { IsEnum: true } => null,
        var t when t == typeof(string) => "text",
        var t when t == typeof(bool) => "true or false",
        var t when t == typeof(Guid) => "an id, which is a UUID",
        var t when t == typeof(int) => string.Create(CultureInfo.InvariantCulture, $"a whole number, at most {int.MaxValue:N0}"),
        var t when t == typeof(long) => "a whole number",
        var t when t == typeof(double) || t == typeof(decimal) => "a number",
        var t when typeof(IDictionary).IsAssignableFrom(t) || t.IsGenericType && t.Name.Contains("Dictionary", StringComparison.Ordinal) => "an object",
        var t when typeof(IEnumerable).IsAssignableFrom(t) => "a list",
        { IsClass: true } => "an object",
        _ => null,
    };

    [GeneratedRegex(@"could not be converted to (?<type>\S+)\. Path")]
    private static partial Regex Target();

    [GeneratedRegex(@"\.(?<name>\w+)$")]
    private static partial Regex Member();
}
