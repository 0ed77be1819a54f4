using System.Net;
using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Providers.CalDav;
using App.Infrastructure.Providers.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Providers.Shared;

public sealed class ProviderHttpTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _crowded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Wire _wire = null!;
    private World _world = null!;
    private ProviderHttp _http = null!;

    public async Task InitializeAsync()
    {
        _wire = new Wire
        {
            Before = r => r.RequestUri!.Host == "crowded.example" ? _crowded.Task : Task.CompletedTask,
            Answer = _ => new HttpResponseMessage(HttpStatusCode.NoContent),
        };
        _world = await World.BuildAsync();
        _http = _world.NewHub(s => s.AddHttpClient(ProviderHttp.GuardedClientName).AddHttpMessageHandler(() => _wire)).GetRequiredService<ProviderHttp>();
    }

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

    [Fact]
    public async Task A_server_that_members_typed_is_crowded_by_itself_alone()
    {
        var (perConnection, perHost) = new ProviderLimits();
        var asked = Enumerable.Range(0, 1 + (perHost / perConnection)).SelectMany(_ => AskOften(Guid.CreateVersion7(), perConnection, "crowded.example")).ToList();
        await Eventually.HoldsAsync("as many requests as one server may have", () => Task.FromResult(_wire.Sent.Count == perHost));

        Assert.True((await AskAsync(Guid.CreateVersion7(), "calm.example")).IsOk);
        Assert.Equal(perHost + 1, _wire.Sent.Count);
        _crowded.SetResult();
        Assert.All(await Task.WhenAll(asked), a => Assert.True(a.IsOk));
        Assert.Equal(perHost + 1, _wire.MostAtOnce);
    }

    [Fact]
    public async Task A_connection_waits_for_itself_alone()
    {
        var most = new ProviderLimits().PerConnection;
        var asked = AskOften(Guid.CreateVersion7(), most + 1, "crowded.example");
        await Eventually.HoldsAsync("as many requests as one connection may have", () => Task.FromResult(_wire.Sent.Count == most));

        var other = AskAsync(Guid.CreateVersion7(), "crowded.example");
        await Eventually.HoldsAsync("another connection's request", () => Task.FromResult(_wire.Sent.Count == most + 1));
        _crowded.SetResult();
        Assert.All(await Task.WhenAll([.. asked, other]), a => Assert.True(a.IsOk));
    }

    private List<Task<Result<Done>>> AskOften(Guid connection, int times, string host) => [.. Enumerable.Range(0, times).Select(_ => AskAsync(connection, host))];

    private Task<Result<Done>> AskAsync(Guid connection, string host)
    {
        var url = new Uri($"https://{host}/");
        var grant = new Grant(connection, CalDavProvider.Key, new AccountSecret { Url = url }.Write(), null, 0);
        return _http.SendAsync(grant, () => new HttpRequestMessage(HttpMethod.Get, url), (_, _) => Task.FromResult(Result.Done), default);
    }
}
