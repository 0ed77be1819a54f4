using System.Reflection;
using App.Domain;
using App.Ui;
using Microsoft.AspNetCore.Components.Web;

namespace App.Layout;

public partial class MainLayout
{
    private static readonly string Version = typeof(MainLayout).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
    private static readonly HashSet<string> Follows = [Topics.Members];

    private readonly CancellationTokenSource _gone = new();
    private Viewer _viewer = Viewer.Nobody;
    private ErrorBoundary? _boundary;
    private IDisposable? _subscription;

    public void Dispose()
    {
        _subscription?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _viewer = await Viewers.GetAsync(_gone.Token);
        if (RendererInfo.IsInteractive && _viewer.Actor is { } actor)
        {
            _subscription = Feed.Subscribe(actor.OrganizationId, Follows, change =>
            {
                if (change.EntityId == actor.MemberId)
                {
                    _ = InvokeAsync(LookAgainAsync);
                }
            });
        }
    }

    // A new page is a new start, also after the one before it failed.
    protected override void OnParametersSet() => _boundary?.Recover();

    private void Recover() => _boundary?.Recover();

    // She changed her zone or locale, or someone her role.
    private async Task LookAgainAsync()
    {
        if (!_gone.IsCancellationRequested)
        {
            _viewer = await Viewers.GetAsync(_gone.Token);
            StateHasChanged();
        }
    }
}
