using System.Diagnostics.CodeAnalysis;
using App.Domain;
using App.Infrastructure.Json;

namespace App.Infrastructure.Organizations;

/// <summary>Collects what is wrong with an input, by field, so that a form shows all of it at once.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    /// <summary>The trimmed text; an error where it is empty, too long, has control characters in it or is no text.</summary>
    public string Text(string field, string? value, int most)
    {
        var text = value?.Trim() ?? "";
        if (text.Length == 0)
        {
            Add(field, "Enter something here.");
        }
        else if (text.Length > most)
        {
            Add(field, $"Use at most {most} characters.");
        }
        else if (text.Any(char.IsControl))
        {
            Add(field, "Leave out line breaks and other control characters.");
        }
        else if (!text.IsWhole())
        {
            Add(field, "Enter it again: it has half a character in it.");
        }

        return text;
    }

    public void Add(string field, string error) => _errors[field] = [error];

    public bool Any([NotNullWhen(true)] out Failure? failure)
    {
        failure = _errors.Count == 0 ? null : new Failure.Invalid(_errors);
        return failure is not null;
    }
}
