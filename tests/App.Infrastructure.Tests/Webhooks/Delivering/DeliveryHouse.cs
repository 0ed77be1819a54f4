using App.Domain;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Domain.Webhooks;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using App.Infrastructure.Webhooks;
using App.Infrastructure.Webhooks.Delivering;
using App.Infrastructure.Webhooks.Endpoints;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Delivering;

/// <summary>A clock that goes on by itself and can be put ahead.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}

/// <summary>An organization with an Owner, on an empty database, and as many dispatchers over it as a test starts.</summary>
internal sealed class DeliveryHouse : IAsyncDisposable
{
    private readonly DatabaseProvider _provider;
    private readonly string _connection;
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("integrations-keys-");
    private readonly Dictionary<string, string?> _settings;
    private readonly List<IHost> _nodes = [];
    private readonly IHost _host;

    private DeliveryHouse(DatabaseProvider provider, string connection, Dictionary<string, string?> settings)
    {
        (_provider, _connection, _settings) = (provider, connection, settings);
        _host = Build(_ => { });
    }

    public ShiftedTime Time { get; } = new();

    public Actor.Person Owner { get; private set; } = null!;

    /// <summary>What its dispatchers have logged as errors.</summary>
    public LoggedErrors Errors { get; } = new();

    public AppDatabase Database => Get<AppDatabase>();

    public static async Task<DeliveryHouse> CreateAsync(DatabaseProvider provider, Dictionary<string, string?>? settings = null)
    {
        if (provider == DatabaseProvider.PostgreSql)
        {
            Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        }

        var house = new DeliveryHouse(provider, (await EmptyDatabase.CreateAsync(provider)).Connection, settings ?? []);
        house.Owner = await house.AddOwnerAsync("Northwind");
        return house;
    }

    /// <summary>An organization, and its Owner.</summary>
    public async Task<Actor.Person> AddOwnerAsync(string name)
    {
        var now = Time.Now();
        var organization = new Organization { Id = Guid.CreateVersion7(), Name = name, CreatedAt = now };
        var owner = new Member { Id = Guid.CreateVersion7(), OrganizationId = organization.Id, Issuer = "test", Subject = name, Name = "Olivia Owner", Role = Role.Owner, CreatedAt = now, LastSeenAt = now };
        await using var db = Database.ForSystem("a test begins");
        db.AddRange(organization, owner);
        await db.SaveChangesAsync();
        return new Actor.Person(organization.Id, owner.Id);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Starts a dispatcher; stopped when disposed, or with the house.</summary>
    public async Task<IHost> StartAsync()
    {
        var node = Build(s => s.AddWebhookPump().AddSingleton<ILoggerProvider>(Errors));
        _nodes.Add(node);
        await node.StartAsync();
        return node;
    }

    public async Task<CreatedEndpoint> AddEndpointAsync(string url, Func<EndpointInput, EndpointInput>? change = null, Actor.Person? by = null)
    {
        var input = new EndpointInput("Applicant system", url, [], [], []);
        var made = await Get<CreateEndpoint>().RunAsync(by ?? Owner, change?.Invoke(input) ?? input, null, CancellationToken.None);
        return made.IsOk ? made.Value : throw new InvalidOperationException(made.Failure.Reason);
    }

    /// <summary>Commits a message, as a use case does.</summary>
    public async Task<string> TellAsync(string type, object data, MessageSubject? subject = null, Actor.Person? by = null)
    {
        var message = Message(by ?? Owner, type, data, subject);
        await using var db = Database.ForOrganization(by ?? Owner);
        db.Messages.Add(message);
        await db.SaveChangesAsync();
        return App.Domain.Webhooks.Message.WireId(message.Id);
    }

    /// <summary>Commits so many at once.</summary>
    public async Task TellManyAsync(string type, int many)
    {
        await using var db = Database.ForOrganization(Owner);
        db.Messages.AddRange(Enumerable.Range(0, many).Select(i => Message(Owner, type, new { i }, null)));
        await db.SaveChangesAsync();
    }

    private Message Message(Actor.Person by, string type, object data, MessageSubject? subject) => new()
    {
        Id = Guid.CreateVersion7(Time.GetUtcNow()),
        OrganizationId = by.OrganizationId,
        Type = type,
        At = Time.Now(),
        SubjectId = subject?.SubjectId,
        ConnectionId = subject?.ConnectionId,
        Body = MessageBody.Write(type, 1, Time.Now(), writer => System.Text.Json.JsonSerializer.Serialize(writer, data)),
    };

    public async Task<T> ReadAsync<T>(Func<AppDbContext, Task<T>> read)
    {
        await using var db = Database.ForSystem("a test looks");
        return await read(db);
    }

    public Task<List<Delivery>> DeliveriesAsync() => ReadAsync(db => db.Deliveries.AsNoTracking().OrderBy(d => d.At).ThenBy(d => d.Id).ToListAsync());

    /// <summary>Looks until it is so; the clock goes on by so much each time.</summary>
    public Task UntilAsync(string what, Func<IReadOnlyList<Delivery>, bool> isSo, TimeSpan step = default) =>
        Eventually.HoldsAsync(what, async () => isSo(await DeliveriesAsync()), () => Time.Advance(step));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.StopAsync();
            node.Dispose();
        }

        _host.Dispose();
        _keys.Delete(recursive: true);
    }

    private IHost Build(Action<IServiceCollection> change)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Services.AddOptions<AppOptions>().Configure(o => o.PublicUrl = new Uri("http://127.0.0.1:9"));
        builder.Services.AddOptions<ProvidersOptions>().BindConfiguration(ProvidersOptions.Section);
        builder.Services.AddSingleton<TimeProvider>(Time).AddSingleton<PublicUrl>();
        builder.Services.AddAppDatabase(_provider, _connection).AddSeals(_keys.FullName).AddProviders().AddAccountConnections().AddWebhooks();
        change(builder.Services);
        return builder.Build();
    }
}
