namespace App.Ui;

/// <summary>Finds who is looking, once per circuit or request.</summary>
public sealed class ViewerSource
{
    public Task<Viewer> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Viewer.Nobody);
}
