using App.Domain;
using App.Layout;

namespace App.Organizations;

/// <summary>A live page with forms: what is wrong with an input stands at its field, everything else at the top of the page.</summary>
public abstract class FormPage : LivePage
{
    private readonly ShownErrors _errors = new();

    /// <summary>What is wrong with a field; null where nothing is.</summary>
    protected string? Wrong(string field) => _errors.At(field);

    protected override void OnAfterRender(bool firstRender) => _errors.Drawn();

    protected Task SubmitAsync<T>(string what, Func<CancellationToken, Task<Result<T>>> use, Action<T>? done = null) => AttemptAsync(what, async cancellationToken =>
    {
        var result = await use(cancellationToken);
        if (result.IsOk)
        {
            done?.Invoke(result.Value);
        }

        return _errors.Take(result.Failure);
    });
}
