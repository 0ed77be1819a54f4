using App.Domain;

namespace App.Layout;

/// <summary>What is wrong with the inputs of a form. An error stands at its field; one that no field on the page asks for is left for the sentence above the form, so that nothing that was refused goes unsaid.</summary>
public sealed class ShownErrors
{
    private HashSet<string> _asked = new(StringComparer.Ordinal);
    private HashSet<string> _shown = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string[]> _wrong = new Dictionary<string, string[]>();

    /// <summary>What is wrong with a field, asked by the input that shows it whenever it is drawn; null where nothing is.</summary>
    public string? At(string field)
    {
        _asked.Add(field);
        return _wrong.TryGetValue(field, out var errors) ? string.Join(' ', errors) : null;
    }

    /// <summary>The form was drawn: what asked for its errors is what is on the page now.</summary>
    public void Drawn()
    {
        (_shown, _asked) = (_asked, _shown);
        _asked.Clear();
    }

    /// <summary>Takes what came of the form in place of what was wrong before.</summary>
    /// <returns>What no input shows, in words and with the names of its fields; null where nothing is left to say.</returns>
    public string? Take(Failure? failure)
    {
        _wrong = failure is Failure.Invalid invalid ? invalid.Errors : new Dictionary<string, string[]>();
        if (failure is not Failure.Invalid)
        {
            return failure?.Reason;
        }

        var elsewhere = string.Join(' ', _wrong.Where(e => !_shown.Contains(e.Key)).Select(e => $"{e.Key}: {string.Join(' ', e.Value)}"));
        return elsewhere.Length == 0 ? null : elsewhere;
    }
}
