using App.Domain;
using App.Layout;

namespace App.Organizations;

/// <summary>A live page with forms: what is wrong with an input stands at its field, everything else at the top of the page.</summary>
public abstract class FormPage : LivePage
{
    private IReadOnlyDictionary<string, string[]> _wrong = new Dictionary<string, string[]>();

    /// <summary>What is wrong with a field; null where nothing is.</summary>
    protected string? Wrong(string field) => _wrong.TryGetValue(field, out var errors) ? string.Join(' ', errors) : null;

    protected Task SubmitAsync<T>(string what, Func<CancellationToken, Task<Result<T>>> use, Action<T>? done = null) => DoAsync(what, async cancellationToken =>
    {
        var result = await use(cancellationToken);
        _wrong = result.Failure is Failure.Invalid invalid ? invalid.Errors : new Dictionary<string, string[]>();
        if (result.IsOk)
        {
            done?.Invoke(result.Value);
        }

        return result.Failure is Failure.Invalid ? Result.Done : result.Select(_ => default(Done));
    });
}
