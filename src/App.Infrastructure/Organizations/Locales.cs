using System.Collections.Frozen;
using System.Globalization;

namespace App.Infrastructure.Organizations;

/// <summary>The locales a member can choose: the ones the framework has formats for, one per country.</summary>
public static class Locales
{
    private static readonly FrozenDictionary<string, string> Known = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Where(c => c.Name.Length > 0).ToFrozenDictionary(c => c.Name, c => c.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them by their English name.</summary>
    public static readonly IReadOnlyList<CultureInfo> All = [.. Known.Values.Select(CultureInfo.GetCultureInfo).OrderBy(c => c.EnglishName, StringComparer.Ordinal)];

    /// <summary>The locale in its proper spelling; for a language alone the framework's choice of country; null where it is unknown.</summary>
    public static string? Find(string? locale)
    {
        if (string.IsNullOrWhiteSpace(locale) || locale.Length > 35)
        {
            return null;
        }

        var name = locale.Trim().Replace('_', '-');
        if (Known.TryGetValue(name, out var known))
        {
            return known;
        }

        return name.All(char.IsAsciiLetter) && name.Length is 2 or 3 ? Known.GetValueOrDefault(CultureInfo.CreateSpecificCulture(name).Name) : null;
    }
}
