using System.Collections.Concurrent;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using Endpoint = App.Domain.Webhooks.Endpoint;
using App.Infrastructure.Database;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace App.Browser.Tests.Kills;

/// <summary>Messages and their endpoint in a database that apps in processes of their own deliver from, and the sink they arrive at, which outlives them.</summary>
internal sealed class StormHouse : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("integrations-storm-");
    private readonly DatabaseProvider _provider;
    private readonly string _connection;
    private readonly WebApplication _sink;
    private readonly ServiceProvider _services;
    private readonly Dictionary<string, int> _counted = [];

    private StormHouse(DatabaseProvider provider, string? connection)
    {
        (_provider, _connection) = (provider, connection ?? DatabaseSetup.SqliteFile(Path.Combine(_folder.FullName, "integrations.db")));
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddAppDatabase(provider, _connection).AddSeals(Path.Combine(_folder.FullName, "keys")).BuildServiceProvider();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _sink = builder.Build();
        _sink.Run(Take);
    }

    /// <summary>What came: how often each message.</summary>
    public ConcurrentDictionary<string, int> Came { get; } = new();

    public static async Task<StormHouse> CreateAsync(DatabaseProvider provider, int messages)
    {
        var house = new StormHouse(provider, provider == DatabaseProvider.Sqlite ? null : await (await PostgresServer.SharedAsync()).CreateDatabaseAsync("storm"));
        await house._sink.StartAsync();
        await using var db = house.Open();
        await db.Database.MigrateAsync();
        await house.FillAsync(db, messages);
        return house;
    }

    public AppProcess Launch() => AppProcess.Launch(new AppProcessStart
    {
        Settings = new Dictionary<string, string?>
        {
            ["Data:Folder"] = _folder.FullName,
            ["Database:Provider"] = _provider.ToString(),
            ["Database:ConnectionString"] = _connection,
            ["Database:MigrateAtStart"] = "false",
            ["Sandbox:Enabled"] = "false",
            ["Webhooks:LeaseSeconds"] = "1",
            ["App:PublicUrl"] = "http://127.0.0.1:9",
            ["Auth:Issuer"] = "https://issuer.invalid",
            ["Auth:ClientId"] = "test",
            ["Auth:ClientSecret"] = "test",
        },
    });

    /// <summary>Deliveries that are stored as delivered, by the id their message goes by.</summary>
    public async Task<HashSet<string>> DeliveredAsync()
    {
        await using var db = Open();
        return [.. (await db.Deliveries.Where(d => d.Status == DeliveryStatus.Delivered).Select(d => d.MessageId).ToListAsync()).Select(Message.WireId)];
    }

    /// <summary>
    /// What has come since the last kill and is not stored as delivered: of one node this kill has cut it; of two, what the other is just sending is counted too.
    /// </summary>
    public async Task<int> CutAsync()
    {
        var delivered = await DeliveredAsync();
        var cut = Came.Where(c => !delivered.Contains(c.Key) && c.Value > _counted.GetValueOrDefault(c.Key)).ToList();
        cut.ForEach(c => _counted[c.Key] = c.Value);
        return cut.Count;
    }

    public async Task<bool> IsOverAsync()
    {
        await using var db = Open();
        return !await db.Messages.AnyAsync(m => m.FannedAt == null) && !await db.Deliveries.AnyAsync(d => d.DueAt != null);
    }

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private AppDbContext Open() => _services.GetRequiredService<AppDatabase>().ForSystem("a storm is watched");

    private Task Take(HttpContext context)
    {
        Came.AddOrUpdate(context.Request.Headers["webhook-id"].ToString(), 1, (_, times) => times + 1);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task FillAsync(AppDbContext db, int messages)
    {
        var (now, organization, endpoint, secret) = (TimeProvider.System.Now(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        db.Organizations.Add(new Organization { Id = organization, Name = "Storm", CreatedAt = now });
        db.Endpoints.Add(new Endpoint { Id = endpoint, OrganizationId = organization, Name = "Sink", Url = _sink.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(), TimeoutSeconds = 1, CreatedAt = now, StatusSince = now });
        db.EndpointSecrets.Add(new EndpointSecret { Id = secret, OrganizationId = organization, EndpointId = endpoint, CreatedAt = now, Sealed = _services.GetRequiredService<Seals>().Close(SealPurpose.EndpointSecret, secret, HmacSecret.Generate().Reveal()) });
        db.EndpointStates.Add(new EndpointState { EndpointId = endpoint, OrganizationId = organization });
        for (var i = 0; i < messages; i++)
        {
            db.Messages.Add(new Message { Id = Guid.CreateVersion7(), OrganizationId = organization, Type = "booking.created", At = now, Body = MessageBody.Write("booking.created", 1, now, w => w.WriteNumberValue(i)) });
            if (i % 5000 == 4999 || i == messages - 1)
            {
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }
    }
}
