using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace App.Hosting.Settings;

/// <summary>Reads every section of our own and collects all that is wrong with them, so that one message names it all.</summary>
internal sealed class SettingsCheck
{
    private readonly List<string> _problems = [];
    private bool _unreadable;

    private SettingsCheck()
    {
    }

    /// <summary>What is wrong, a line per key; empty when nothing is. Values are never repeated: they may be secrets.</summary>
    public static IReadOnlyList<string> Run(IConfiguration configuration, IEnumerable<SettingsSection> sections)
    {
        var check = new SettingsCheck();
        foreach (var section in sections)
        {
            check.Read(configuration.GetSection(section.Name), section.Type);
        }

        return check._problems;
    }

    public static string Message(IReadOnlyList<string> problems)
    {
        var text = new StringBuilder();
        text.AppendLine(problems.Count == 1 ? "The application did not start, because a setting is wrong:" : string.Create(CultureInfo.InvariantCulture, $"The application did not start, because {problems.Count} settings are wrong:"));
        foreach (var problem in problems)
        {
            text.Append("  ").AppendLine(problem);
        }

        return text.Append("docs/configuration.md tells what each setting means.").ToString();
    }

    private void Read(IConfigurationSection section, Type type)
    {
        _unreadable = false;
        CheckShape(section, type);
        if (!_unreadable && section.Get(type) is { } value)
        {
            CheckValue(value, section.Path);
        }
    }

    private void CheckShape(IConfigurationSection section, Type type)
    {
        if (SettingType.IsScalar(type))
        {
            CheckScalar(section, type);
        }
        else if (section.Value is { Length: > 0 })
        {
            _problems.Add($"{section.Path} must have keys below it ({section.Path}:…), not a value.");
        }
        else if ((SettingType.EntryOf(type) ?? SettingType.ItemOf(type)) is { } entry)
        {
            foreach (var child in section.GetChildren())
            {
                CheckShape(child, entry);
            }
        }
        else
        {
            CheckKeys(section, type);
        }
    }

    private void CheckScalar(IConfigurationSection section, Type type)
    {
        if (section.GetChildren().Any())
        {
            _unreadable = true;
            _problems.Add($"{section.Path} must be a single value.");
        }
        else if (section.Value is { } text && SettingType.Demand(type, text) is { } demand)
        {
            _unreadable = true;
            _problems.Add($"{section.Path} {demand}.");
        }
    }

    private void CheckKeys(IConfigurationSection section, Type type)
    {
        var properties = SettingType.PropertiesOf(type).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (properties.TryGetValue(child.Key, out var property))
            {
                CheckShape(child, property.PropertyType);
            }
            else
            {
                _problems.Add($"{child.Path} is not a setting; {section.Path} has {string.Join(", ", properties.Keys)}.");
            }
        }
    }

    private void CheckValue(object value, string path)
    {
        if (value is IDictionary entries)
        {
            foreach (var key in entries.Keys)
            {
                CheckValue(entries[key]!, $"{path}:{key}");
            }
        }
        else
        {
            foreach (var property in SettingType.PropertiesOf(value.GetType()))
            {
                CheckProperty(value, property, $"{path}:{property.Name}");
            }
        }

        foreach (var result in value is IValidatableObject rules ? rules.Validate(new ValidationContext(value)) : [])
        {
            var keys = string.Join(", ", result.MemberNames.DefaultIfEmpty("").Select(m => m.Length == 0 ? path : $"{path}:{m}"));
            _problems.Add($"{keys} {result.ErrorMessage!.TrimEnd('.')}.");
        }
    }

    private void CheckProperty(object owner, PropertyInfo property, string path)
    {
        var value = property.GetValue(owner);
        foreach (var rule in property.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).Cast<ValidationAttribute>().Where(r => !r.IsValid(value)))
        {
            _problems.Add(rule switch
            {
                RequiredAttribute => $"{path} must be set.",
                RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"{path} must be from {range.Minimum} to {range.Maximum}."),
                _ => $"{path} {rule.FormatErrorMessage(property.Name).TrimEnd('.')}.",
            });
        }

        if (value is null || SettingType.IsScalar(property.PropertyType))
        {
            return;
        }

        if (SettingType.EntryOf(property.PropertyType) is null && value is IEnumerable items)
        {
            var index = 0;
            foreach (var item in items.Cast<object>().Where(i => !SettingType.IsScalar(i.GetType())))
            {
                CheckValue(item, string.Create(CultureInfo.InvariantCulture, $"{path}:{index++}"));
            }
        }
        else
        {
            CheckValue(value, path);
        }
    }
}
