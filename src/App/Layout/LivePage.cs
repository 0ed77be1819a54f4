using App.Domain;
using App.Infrastructure.Database;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Layout;

/// <summary>
/// A page that reads one thing, and reads it again when one of its topics changes: signals of a quarter second are taken together, never two
/// reads at once, and nothing after the page is left. What was read stays while reading it again fails.
/// </summary>
public abstract partial class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Coalesce = TimeSpan.FromMilliseconds(250);

    // What says "2 min ago" has to grow older by itself.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _leaving = new();
    private readonly CancellationToken _gone;
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private IDisposable? _subscription;
    private ITimer? _timer;
    private ITimer? _beat;
    private int _signalled;
    private bool _reading;
    private bool _again;

    /// <summary>What is left while it still works asks whether it is: the source is disposed by then, its token is not.</summary>
    protected LivePage() => _gone = _leaving.Token;

    [CascadingParameter] protected Viewer Viewer { get; set; } = Viewer.Nobody;

    [Inject] protected TimeProvider Clock { get; set; } = null!;

    [Inject] protected NavigationManager Navigation { get; set; } = null!;

    [Inject] private ChangeFeed Feed { get; set; } = null!;

    [Inject] private ILoggerFactory Loggers { get; set; } = null!;

    /// <summary>What could not be read, in words; null when the last read worked.</summary>
    protected string? Unread { get; private set; }

    /// <summary>There is nothing here, or it is not the viewer's to see.</summary>
    protected bool IsMissing { get; private set; }

    /// <summary>What did not happen when she asked for it, in words.</summary>
    protected string? Refusal { get; set; }

    protected CancellationToken Gone => _gone;

    protected Actor Actor => Viewer.Actor ?? throw new InvalidOperationException("This page is for members.");

    /// <summary>What is followed; see <see cref="Topics"/>.</summary>
    protected abstract IReadOnlySet<string> Follows { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        _timer?.Dispose();
        _beat?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <summary>Reads what the page shows; a failure is shown in its place.</summary>
    protected abstract Task<Failure?> ReadAsync(CancellationToken cancellationToken);

    protected override async Task OnParametersSetAsync()
    {
        if (Viewer.Actor is null)
        {
            return;
        }

        if (RendererInfo.IsInteractive && _subscription is null)
        {
            _timer = Clock.CreateTimer(_ => _ = InvokeAsync(ReadAgainAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _beat = Clock.CreateTimer(_ => _ = InvokeAsync(StateHasChanged), null, Beat, Beat);
            _subscription = Feed.Subscribe(Actor.OrganizationId, Follows, _ => Signal());
        }

        await ReadAgainAsync();
    }

    /// <summary>Reads now; where a read is under way, once more after it.</summary>
    protected async Task ReadAgainAsync()
    {
        if (_gone.IsCancellationRequested)
        {
            return;
        }

        if (_reading)
        {
            _again = true;
            return;
        }

        _reading = true;
        try
        {
            do
            {
                _again = false;
                Interlocked.Exchange(ref _signalled, 0);
                await ReadOnceAsync();
            }
            while (_again && !_gone.IsCancellationRequested);
        }
        finally
        {
            _reading = false;
        }

        if (!_gone.IsCancellationRequested)
        {
            StateHasChanged();
        }
    }

    protected bool IsBusy(string what) => _busy.Contains(what);

    /// <summary>Does what was asked for, marks it busy meanwhile, says so where it was refused, and reads again.</summary>
    protected Task DoAsync<T>(string what, Func<CancellationToken, Task<Result<T>>> use) => AttemptAsync(what, async cancellationToken => (await use(cancellationToken)).Failure?.Reason);

    /// <summary>The same for what says itself why it was refused; null where it was not.</summary>
    protected async Task AttemptAsync(string what, Func<CancellationToken, Task<string?>> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        if (!_busy.Add(what))
        {
            return;
        }

        try
        {
            Refusal = await use(_gone);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // Whatever it was, the page stays as it is, and what was typed with it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Loggers.LogBrokenOff(GetType(), exception);
            Refusal = BrokenOff.Sentence;
        }
        finally
        {
            _busy.Remove(what);
        }

        await ReadAgainAsync();
    }

    private async Task ReadOnceAsync()
    {
        try
        {
            var failure = await ReadAsync(_gone);
            if (RendererInfo.IsInteractive && failure is Failure.Invalid { Errors: var wrong } && wrong.ContainsKey("cursor"))
            {
                // An address that was typed or is too old may name a page of a list that is none.
                Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("page", (string?)null), replace: true);
                return;
            }

            (Unread, IsMissing) = (failure?.Reason, failure is Failure.NotFound);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
#pragma warning disable CA1031 // Whatever it was, what was read before stays on the page, with its age.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnread(Loggers.CreateLogger(GetType()), exception, GetType().Name);
            Unread = "This could not be read. It has been written down.";
        }
    }

    private void Signal()
    {
        if (Interlocked.Exchange(ref _signalled, 1) == 0)
        {
            _timer?.Change(Coalesce, Timeout.InfiniteTimeSpan);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Page} could not be read")]
    private static partial void LogUnread(ILogger logger, Exception exception, string page);
}
