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

    /// <summary>
    /// The formats of a locale with English names of days and months: the words of the product are English, and half a sentence in another
    /// language is none.
    /// </summary>
    public static CultureInfo CultureOf(string locale)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(locale).Clone();
        var (formats, english) = (culture.DateTimeFormat, CultureInfo.InvariantCulture.DateTimeFormat);
        if (culture.Calendar is not GregorianCalendar)
        {
            formats.Calendar = new GregorianCalendar();
        }

        (formats.DayNames, formats.AbbreviatedDayNames, formats.ShortestDayNames) = (english.DayNames, english.AbbreviatedDayNames, english.ShortestDayNames);
        (formats.MonthNames, formats.AbbreviatedMonthNames) = (english.MonthNames, english.AbbreviatedMonthNames);
        (formats.MonthGenitiveNames, formats.AbbreviatedMonthGenitiveNames) = (english.MonthNames, english.AbbreviatedMonthNames);
        (formats.AMDesignator, formats.PMDesignator) = (english.AMDesignator, english.PMDesignator);
        formats.ShortTimePattern = formats.ShortTimePattern.Replace('\u202f', ' ');
        return CultureInfo.ReadOnly(culture);
    }
}
