using System.Reflection;
using App.Ui;
using Microsoft.AspNetCore.Components.Web;

namespace App.Layout;

public partial class MainLayout
{
    private static readonly string Version = typeof(MainLayout).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly CancellationTokenSource _gone = new();
    private Viewer _viewer = Viewer.Nobody;
    private ErrorBoundary? _boundary;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync() => _viewer = await Viewers.GetAsync(_gone.Token);

    // A new page is a new start, also after the one before it failed.
    protected override void OnParametersSet() => _boundary?.Recover();

    private void Recover() => _boundary?.Recover();
}
