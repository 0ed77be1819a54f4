using App.Domain;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Layout;

/// <summary>A dialog with a form: what is wrong with an input stands at its field, everything else above the form; what worked closes it.</summary>
public abstract class FormDialog : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly ShownErrors _errors = new();

    [CascadingParameter] protected Viewer Viewer { get; set; } = Viewer.Nobody;

    /// <summary>Closed in any way. The page stops drawing it.</summary>
    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] private ILoggerFactory Loggers { get; set; } = null!;

    protected Modal? Dialog { get; set; }

    protected bool Busy { get; private set; }

    /// <summary>What did not happen, in words.</summary>
    protected string? Refusal { get; set; }

    protected Actor Actor => Viewer.Actor ?? throw new InvalidOperationException("This dialog is for members.");

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <summary>What is wrong with a field; null where nothing is.</summary>
    protected string? Wrong(string field) => _errors.At(field);

    protected override void OnAfterRender(bool firstRender) => _errors.Drawn();

    protected Task CloseAsync() => Dialog!.CloseAsync();

    /// <summary>Does what was asked for, and closes where it worked.</summary>
    /// <param name="closes">False: it stays, with something to be seen.</param>
    protected async Task SubmitAsync(Func<CancellationToken, Task<Failure?>> use, bool closes = true)
    {
        ArgumentNullException.ThrowIfNull(use);
        if (Busy)
        {
            return;
        }

        Busy = true;
        try
        {
            var failure = await use(_gone.Token);
            Refusal = _errors.Take(failure);
            if (failure is null && closes)
            {
                await CloseAsync();
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // It was closed meanwhile.
        }
#pragma warning disable CA1031 // Whatever it was, what was typed stays in the dialog.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Loggers.LogBrokenOff(GetType(), exception);
            Refusal = BrokenOff.Sentence;
        }
        finally
        {
            Busy = false;
        }
    }
}
