using System.Text.Json.Nodes;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Time;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Tests.Providers;
using App.Infrastructure.Webhooks.Inbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Tests.Calendars.Push;

/// <summary>A world in which vendors reach the product: what they push comes in over HTTP, and waits until a test has it followed.</summary>
internal sealed class PushWorld : IAsyncDisposable
{
    private readonly WebApplication _listener;

    private PushWorld(World world, WebApplication listener) => (World, _listener) = (world, listener);

    public World World { get; }

    /// <summary>The product, which has a public address.</summary>
    public IServiceProvider Hub { get; private set; } = null!;

    /// <summary>Between it and the vendors' APIs.</summary>
    public Wire Wire { get; } = new();

    public string Address { get; private set; } = "";

    /// <param name="change">What the product has of its own.</param>
    public static async Task<PushWorld> BuildAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, Action<IServiceCollection>? change = null, Network? network = null)
    {
        network ??= new Network();
        var builder = WebApplication.CreateSlimBuilder();
        network.Serve(builder);
        builder.Logging.ClearProviders();
        var (world, listener) = (await World.BuildAsync(provider, network), builder.Build());
        var push = new PushWorld(world, listener);
        listener.MapPost("/api/v1/inbound/{provider}/{address}", push.TakeAsync);
        await listener.StartAsync();
        push.Address = network.Reach(listener).GetLeftPart(UriPartial.Authority);
        push.Hub = push.NewHub(push.Address, push.Wire, change);
        return push;
    }

    public T Get<T>()
        where T : notnull => Hub.GetRequiredService<T>();

    /// <summary>Another process of the product, at an address.</summary>
    public IServiceProvider NewHub(string address, Wire? wire = null, Action<IServiceCollection>? change = null) => World.NewHub(services =>
    {
        change?.Invoke(services);
        services.Configure<AppOptions>(o => o.PublicUrl = new Uri(address));
        if (wire is not null)
        {
            services.AddHttpClient(ProviderHttp.HttpClientName).AddHttpMessageHandler(() => wire);
        }
    });

    /// <summary>Connects and reads Alice's account, opens its channels, and runs the pass that follows.</summary>
    public async Task<Guid> ConnectAsync(Vendor vendor, string account = World.Email, Actor? actor = null)
    {
        var connection = (await World.ConnectAsync(account, actor: actor, provider: vendor.Provider)).ConnectionId!.Value;
        await World.SyncDueAsync(Hub);
        await KeepAsync();
        await HearAsync();
        await World.SyncDueAsync(Hub);
        return connection;
    }

    public Task KeepAsync(CancellationToken cancellationToken = default) => Get<KeepChannels>().RunAsync(cancellationToken);

    /// <summary>Waits for what the vendors push, and follows it.</summary>
    /// <returns>Of how many channels there was something.</returns>
    public async Task<int> HearAsync()
    {
        await World.Control.SettlePushesAsync();
        var signals = Get<SignalBox>().Take();
        await Get<FollowSignals>().RunAsync(signals, default);
        return signals.Count;
    }

    /// <summary>What runs because of what was heard.</summary>
    public async Task<IReadOnlyList<SyncRun>> SyncAsync() => [.. (await World.SyncDueAsync(Hub)).Select(r => r.Value)];

    public Task<List<PushChannel>> RowsAsync() => World.ReadAsync(db => db.PushChannels.AsNoTracking().OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).ToListAsync());

    /// <summary>Channels and subscriptions that live at the vendors.</summary>
    public async Task<IReadOnlyList<(string Id, Instant Expires, string Account)>> LivingAsync()
    {
        var (state, now) = (await World.Control.StateAsync(), World.Time.Now());
        return [.. from list in (JsonArray[])[state["channels"]!.AsArray(), state["subscriptions"]!.AsArray()]
                   from channel in list
                   let expires = InstantPattern.ExtendedIso.Parse((string)channel["expires"]!).Value
                   where expires > now
                   select ((string)channel["id"]!, expires, (string)channel["account"]!)];
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await World.DisposeAsync();
    }

    /// <summary>As the endpoint does it.</summary>
    private async Task TakeAsync(HttpContext context, string provider, string address)
    {
        var arrival = new InboundArrival(name => context.Request.Headers[name], name => context.Request.Query[name], context.Connection.RemoteIpAddress, async _ =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            return body.ToArray();
        });
        if (!(await Get<ReceiveInbound>().RunAsync(provider, address, arrival, default)).TryGet(out var echo, out var failure))
        {
            context.Response.StatusCode = failure switch
            {
                Failure.NotFound => 404,
                Failure.Invalid => 400,
                _ => 503,
            };
        }
        else if (echo is not null)
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(echo);
        }
        else
        {
            context.Response.StatusCode = 202;
        }
    }
}
