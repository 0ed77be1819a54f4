namespace App.Sandbox.Tests.Hosting;

/// <summary>A test with a fresh sandbox.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    protected const string Alice = "alice@northwind.example";

    protected SandboxHost Host { get; private set; } = null!;

    public virtual async Task InitializeAsync() => Host = await SandboxHost.StartAsync();

    public virtual async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(Host.Folder, recursive: true);
    }

    protected Task<GraphClient> ConnectMicrosoftAsync(string account = Alice, params string[] scopes) => GraphClient.ConnectAsync(Host.Http, account, scopes);

    protected Task<GoogleClient> ConnectAsync(string account = Alice, params string[] scopes) => GoogleClient.ConnectAsync(Host.Http, account, scopes);
}
