using System.Text;

namespace App.Hosting.Settings;

/// <summary>All settings as a markdown table, made from the types that hold them and what is written beside them.</summary>
internal static class SettingsTable
{
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine("| setting | environment variable | default | meaning |").AppendLine("|---|---|---|---|");
        foreach (var section in SettingsSection.All)
        {
            AddRows(text, section.Name, section.Type);
        }

        return text.ToString().TrimEnd();
    }

    private static void AddRows(StringBuilder text, string path, Type type)
    {
        if (SettingType.EntryOf(type) is { } entry)
        {
            AddRows(text, $"{path}:<key>", entry);
            return;
        }

        var defaults = Activator.CreateInstance(type)!;
        foreach (var property in SettingType.PropertiesOf(type))
        {
            var below = $"{path}:{property.Name}";
            if (SettingType.IsScalar(property.PropertyType))
            {
                AddRow(text, below, SettingType.Text(property.GetValue(defaults)), SummaryOf(property));
            }
            else if (SettingType.EntryOf(property.PropertyType) is null && SettingType.ItemOf(property.PropertyType) is { } item)
            {
                AddItems(text, $"{below}:<n>", item, SummaryOf(property));
            }
            else
            {
                AddRows(text, below, property.PropertyType);
            }
        }
    }

    private static void AddItems(StringBuilder text, string path, Type item, string summary)
    {
        if (SettingType.IsScalar(item))
        {
            AddRow(text, path, "", summary);
        }
        else
        {
            AddRows(text, path, item);
        }
    }

    private static void AddRow(StringBuilder text, string key, string value, string summary) =>
        text.AppendLine($"| `{key}` | `{key.Replace(":", "__", StringComparison.Ordinal)}` | {(value.Length == 0 ? "" : $"`{value}`")} | {summary} |");

    private static string SummaryOf(System.Reflection.PropertyInfo property) =>
        (WrittenDocs.Summary(property) ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
