using System.Diagnostics;
using System.Text;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Availability;
using App.Infrastructure.Database;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks;
using App.Infrastructure.Webhooks.Delivering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace Bench;

/// <summary>The product's dispatcher over a database of its own, with endpoints at the sink. It is started for each round and delivers what it finds.</summary>
internal sealed class WebhookHub : IAsyncDisposable
{
    private const string Type = "bench.happened";

    private static readonly string Padding = new('x', 900);

    private readonly DatabaseProvider _provider;
    private readonly string _connection;
    private readonly string _keys = Directory.CreateTempSubdirectory("integrations-bench-keys-").FullName;
    private readonly ServiceProvider _services;

    private WebhookHub(DatabaseProvider provider, string connection)
    {
        (_provider, _connection) = (provider, connection);
        _services = Register(new ServiceCollection()).AddLogging().AddSingleton<IHostEnvironment>(new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = Environments.Development }).BuildServiceProvider();
    }

    public Guid Organization { get; } = Guid.CreateVersion7();

    public static async Task<WebhookHub> CreateAsync(DatabaseProvider provider, string connection, CancellationToken cancellation)
    {
        var hub = new WebhookHub(provider, connection);
        await using var db = hub.Open();
        await db.Database.MigrateAsync(cancellation);
        db.Organizations.Add(new Organization { Id = hub.Organization, Name = "Bench", CreatedAt = TimeProvider.System.Now() });
        await db.SaveChangesAsync(cancellation);
        return hub;
    }

    public async Task<Guid> AddEndpointAsync(Uri url, CancellationToken cancellation)
    {
        var (id, secret, now) = (Guid.CreateVersion7(), Guid.CreateVersion7(), TimeProvider.System.Now());
        await using var db = Open();
        db.Endpoints.Add(new Endpoint { Id = id, OrganizationId = Organization, Name = url.AbsolutePath, Url = url.ToString(), CreatedAt = now, StatusSince = now, CreatedBy = id });
        db.EndpointSecrets.Add(new EndpointSecret { Id = secret, OrganizationId = Organization, EndpointId = id, Sealed = _services.GetRequiredService<Seals>().Close(SealPurpose.EndpointSecret, secret, HmacSecret.Generate().Reveal()), CreatedAt = now });
        db.EndpointStates.Add(new EndpointState { EndpointId = id, OrganizationId = Organization });
        await db.SaveChangesAsync(cancellation);
        return id;
    }

    /// <summary>With what waits for them: nobody would ever send it.</summary>
    public async Task RemoveEndpointsAsync(CancellationToken cancellation)
    {
        await using var db = Open();
        await using var write = await db.BeginWriteAsync(cancellation);
        await db.Deliveries.Where(d => d.DueAt != null).ExecuteDeleteAsync(cancellation);
        await db.Endpoints.ExecuteDeleteAsync(cancellation);
        await write.CommitAsync(cancellation);
    }

    /// <summary>Commits many messages at once.</summary>
    public async Task FillAsync(int messages, CancellationToken cancellation)
    {
        Column[] columns = [new("Id", ColumnKind.Id), new("OrganizationId", ColumnKind.Id), new("Type", ColumnKind.Text), new("At", ColumnKind.Number), new("Body", ColumnKind.Text)];
        for (var first = 0; first < messages; first += 10_000)
        {
            await using var db = Open();
            await using var write = await db.BeginWriteAsync(cancellation);
            await using var rows = await write.InsertRowsAsync("Messages", columns, ["Id"], cancellation);
            for (var i = first; i < Math.Min(messages, first + 10_000); i++)
            {
                var now = TimeProvider.System.Now();
                await rows.Add(Guid.CreateVersion7()).Add(Organization).Add(Type).Add(InstantConverter.ToMicroseconds(now)).Add(Body(i, now)).WriteAsync(cancellation);
            }

            await rows.FlushAsync(cancellation);
            await write.CommitAsync(cancellation);
        }

        await TidyAsync(cancellation);
    }

    /// <summary>Commits one message, as a use case does.</summary>
    public async Task<Guid> PublishAsync(int number, CancellationToken cancellation)
    {
        await using var db = Open();
        var message = new Message { Id = Guid.CreateVersion7(), OrganizationId = Organization, Type = Type, At = TimeProvider.System.Now(), Body = Body(number, TimeProvider.System.Now()) };
        db.Messages.Add(message);
        await db.SaveChangesAsync(cancellation);
        return message.Id;
    }

    /// <summary>Starts the dispatcher, which sees what this hub commits.</summary>
    public async Task<IAsyncDisposable> DeliverAsync(CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        Register(builder.Services).AddWebhookPump();
        builder.Services.AddSingleton(_services.GetRequiredService<AppDatabase>()).AddSingleton(_services.GetRequiredService<ChangeFeed>());
        var host = builder.Build();
        await host.StartAsync(cancellation);
        return new Running(host);
    }

    /// <summary>Returns once nothing waits any more.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await using var db = Open();
            if (!await db.Messages.AnyAsync(m => m.FannedAt == null, cancellation) && !await db.Deliveries.AnyAsync(d => d.Status != DeliveryStatus.Delivered && d.DueAt != null, cancellation))
            {
                return;
            }

            await Task.Delay(10, cancellation);
        }
    }

    public async Task<(int Delivered, int Attempts)> CountAsync(CancellationToken cancellation)
    {
        await using var db = Open();
        return (await db.Deliveries.CountAsync(d => d.Status == DeliveryStatus.Delivered, cancellation), await db.DeliveryAttempts.CountAsync(cancellation));
    }

    public async Task<string> DurabilityAsync(CancellationToken cancellation)
    {
        await using var db = Open();
        return await Durability.ReadAsync(db, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    private static string Body(int number, Instant now) => MessageBody.Write(Type, 1, now, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", number);
        writer.WriteString("padding", Padding);
        writer.WriteEndObject();
    });

    /// <summary>What a server does by itself while nobody looks.</summary>
    public async Task TidyAsync(CancellationToken cancellation)
    {
        await using var db = Open();
        await db.Database.ExecuteSqlRawAsync(_provider == DatabaseProvider.Sqlite ? "PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM ANALYZE", cancellation);
    }

    private AppDbContext Open() => _services.GetRequiredService<AppDatabase>().ForSystem("a bench begins or counts");

    private IServiceCollection Register(IServiceCollection services) =>
        services.AddSingleton(TimeProvider.System).AddAppDatabase(_provider, _connection).AddSeals(_keys).AddProviders().AddDelivering();

    private sealed class Running(IHost host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }
}
