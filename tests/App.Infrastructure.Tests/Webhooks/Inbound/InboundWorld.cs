using System.Net;
using System.Text;
using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Providers.IncomingWebhook;
using App.Infrastructure.Webhooks.Inbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Inbound;

/// <summary>A world in which Alice, an Admin, opened an address, and somebody who knows its secret sends to it.</summary>
internal sealed class InboundWorld : IAsyncDisposable
{
    public const string Body = """{"type":"candidate.created","data":{"candidate":{"id":"c-1","name":"Ann"}}}""";

    private static readonly IPAddress Somewhere = IPAddress.Parse("203.0.113.7");

    private InboundWorld(World world, IServiceProvider hub) => (World, Hub) = (world, hub);

    public World World { get; }

    public IServiceProvider Hub { get; }

    public Guid Connection { get; private set; }

    public SigningSecret Secret { get; set; } = null!;

    public static async Task<InboundWorld> BuildAsync(DatabaseProvider provider, IInboundHandler? handler = null)
    {
        var world = await World.BuildAsync(provider);
        var hub = world.NewHub(services => _ = handler is null ? services : services.AddKeyedSingleton(IncomingWebhookProvider.Key, handler));
        var inbound = new InboundWorld(world, hub);
        await inbound.BecomeAsync(world.Alice, Role.Admin);
        var opened = (await inbound.Get<OpenInbound>().RunAsync(world.Alice, "Applicant system", default)).Value;
        (inbound.Connection, inbound.Secret) = (opened.Source.ConnectionId, HmacSecret.Parse(opened.Secret)!);
        return inbound;
    }

    public T Get<T>()
        where T : notnull => Hub.GetRequiredService<T>();

    public async Task BecomeAsync(Actor.Person person, Role role)
    {
        await using var db = World.Get<AppDatabase>().ForSystem("test");
        (await db.Members.SingleAsync(m => m.Id == person.Id)).Role = role;
        await db.SaveChangesAsync();
    }

    /// <summary>Sends, as Standard Webhooks says.</summary>
    /// <param name="meanwhile">What happens while the body is under way.</param>
    public Task<Result<string?>> SendAsync(string id = "msg_1", string body = Body, SigningSecret? secret = null, Instant? at = null, IPAddress? from = null, Guid? connection = null, IServiceProvider? hub = null, Func<Task>? meanwhile = null)
    {
        var (bytes, moment) = (Encoding.UTF8.GetBytes(body), at ?? World.Time.Now());
        var headers = new Dictionary<string, string>
        {
            [MessageSignature.IdHeader] = id,
            [MessageSignature.TimestampHeader] = MessageSignature.Timestamp(moment),
            [MessageSignature.SignatureHeader] = MessageSignature.Sign(id, moment, bytes, [secret ?? Secret]),
        };
        var arrival = new InboundArrival(headers.GetValueOrDefault, _ => null, from ?? Somewhere, async _ =>
        {
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
            return bytes;
        });
        return (hub ?? Hub).GetRequiredService<ReceiveInbound>().RunAsync(IncomingWebhookProvider.Key, (connection ?? Connection).ToString(), arrival, default);
    }

    /// <summary>Works on what is due, as the pump does; what a handler throws is left as it is.</summary>
    /// <returns>How many were worked on.</returns>
    public async Task<int> WorkAsync()
    {
        await Get<Refusals>().WriteAsync(default);
        var claims = await Get<InboundClaims>().ClaimDueAsync(100, default);
        foreach (var claim in claims)
        {
            await Get<WorkInbound>().RunAsync(claim, default);
        }

        return claims.Count;
    }

    public Task<List<InboundEvent>> RowsAsync() => World.ReadAsync(db => db.InboundEvents.AsNoTracking().OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync());

    public Task<List<Message>> ToldAsync() => World.ReadAsync(db => db.Messages.AsNoTracking().Where(m => m.ConnectionId == Connection && m.Type != "connection.connected").ToListAsync());

    public ValueTask DisposeAsync() => World.DisposeAsync();
}

/// <summary>Does what a test says.</summary>
internal sealed class ScriptedHandler : IInboundHandler
{
    public Func<AppDbContext, InboundEvent, Task<Result<Done>>> Do { get; set; } = (_, _) => Task.FromResult(Result.Done);

    public int Calls { get; private set; }

    public Task<Result<Done>> HandleAsync(AppDbContext db, InboundEvent received, CancellationToken cancellationToken)
    {
        Calls++;
        return Do(db, received);
    }
}
