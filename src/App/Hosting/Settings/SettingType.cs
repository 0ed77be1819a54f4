using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace App.Hosting.Settings;

/// <summary>How the configuration binder sees the type of a setting.</summary>
internal static class SettingType
{
    public static bool IsScalar(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(Uri) || type == typeof(TimeSpan) || type == typeof(Guid);
    }

    /// <summary>The type of the entries where keys are free; null for other types.</summary>
    public static Type? EntryOf(Type type) => GenericArgument(type, typeof(IDictionary<,>), 1);

    /// <summary>The type of the items of a list; null for other types.</summary>
    public static Type? ItemOf(Type type) => type == typeof(string) ? null : GenericArgument(type, typeof(IEnumerable<>), 0);

    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0 && (p.SetMethod is { IsPublic: true } || (!IsScalar(p.PropertyType) && ItemOf(p.PropertyType) is not null)));

    /// <summary>What a text must be to become a value of the type; null when it is.</summary>
    public static string? Demand(Type type, string text)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(string) || (text.Length == 0 && target != type))
        {
            return null;
        }

        if (target.IsEnum)
        {
            return Enum.GetNames(target).Contains(text, StringComparer.OrdinalIgnoreCase) ? null : $"must be one of {string.Join(", ", Enum.GetNames(target).Select(n => n.ToLowerInvariant()))}";
        }

        return Converts(target, text) ? null : $"must be {Noun(target)}";
    }

    /// <summary>A value as it would be written in a settings file.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        Enum name => name.ToString().ToLowerInvariant(),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool Converts(Type type, string text)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception refused) when (refused is FormatException or ArgumentException or NotSupportedException || refused.InnerException is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static string Noun(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(Uri) ? "an address"
        : type == typeof(TimeSpan) ? "a time span such as 00:05:00"
        : type == typeof(Guid) ? "an id"
        : type == typeof(double) || type == typeof(decimal) || type == typeof(float) ? "a number"
        : "a whole number";

    private static Type? GenericArgument(Type type, Type definition, int index) =>
        type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition)?.GetGenericArguments()[index];
}
