using System.Data.Common;
using System.Globalization;
using App.Domain;
using App.Domain.Bookings;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Bookings;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;

namespace Bench;

/// <summary>The product's own use cases over one database, with hosts to book; without pages and jobs.</summary>
internal sealed class BookingHub : IAsyncDisposable
{
    private const string Issuer = "bench";

    private readonly WebApplication _app;
    private readonly string _keys = Directory.CreateTempSubdirectory("integrations-bench-keys-").FullName;

    private BookingHub(DatabaseProvider provider, string connection)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.Services.AddOptions<AppOptions>().Configure(o => o.PublicUrl = new Uri("http://127.0.0.1:9"));
        builder.Services.AddOptions<ProvidersOptions>().BindConfiguration(ProvidersOptions.Section);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<PublicUrl>().AddSingleton<MigrateDatabase>();
        builder.Services.AddAppDatabase(provider, connection).AddSeals(_keys);
        builder.Services.AddProviders().AddAccountConnections().AddCalendars().AddAvailability().AddBookings();
        _app = builder.Build();
    }

    public Actor.Person Booker { get; private set; } = null!;

    /// <summary>In an order that is the same in every process.</summary>
    public IReadOnlyList<Guid> Hosts { get; private set; } = [];

    public CreateBooking Create => _app.Services.GetRequiredService<CreateBooking>();

    /// <summary>On an empty database.</summary>
    public static async Task<BookingHub> CreateAsync(DatabaseProvider provider, string connection, int hosts, CancellationToken cancellation)
    {
        var hub = new BookingHub(provider, connection);
        await hub._app.Services.GetRequiredService<MigrateDatabase>().RunAsync(cancellation);
        await hub.AddMembersAsync(hosts, cancellation);
        await hub.ReadMembersAsync(cancellation);
        return hub;
    }

    /// <summary>On one that another process made.</summary>
    public static async Task<BookingHub> OpenAsync(DatabaseProvider provider, string connection, CancellationToken cancellation)
    {
        var hub = new BookingHub(provider, connection);
        await hub.ReadMembersAsync(cancellation);
        return hub;
    }

    /// <summary>Bookings that begin within a time, and how many pairs of a host's claims overlap anywhere.</summary>
    public async Task<(int Bookings, int Doubles)> CountAsync(Window time, CancellationToken cancellation)
    {
        await using var db = Open();
        var bookings = await db.Bookings.CountAsync(b => b.Start >= time.Start && b.Start < time.End && b.Status == BookingStatus.Pending, cancellation);
        var claims = await db.BookingHosts.Where(h => h.Claims).Select(h => new { h.MemberId, h.Start, h.End }).ToListAsync(cancellation);
        var doubles = claims.GroupBy(c => c.MemberId).Sum(host =>
        {
            var ordered = host.OrderBy(c => c.Start).ToList();
            return ordered.Zip(ordered.Skip(1)).Count(pair => pair.First.End > pair.Second.Start);
        });
        return (bookings, doubles);
    }

    /// <summary>What any attempt has to know, asked by the driver alone: whether a host is there and her time is taken. Nothing is judged, nothing stored.</summary>
    public async Task<bool> AskBareAsync(BookingRequest request, CancellationToken cancellation)
    {
        var (first, after) = TimeGrid.CellsOf(new Window(request.Time.Start, request.Time.End));
        await using var connection = Connect();
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT CASE WHEN EXISTS (SELECT 1 FROM "BookingCells" c WHERE c."HostId" = m."Id" AND c."Cell" >= @first AND c."Cell" < @after) THEN 1 ELSE 0 END FROM "Members" m WHERE m."Id" = @host
            """;
        foreach (var (name, value) in new (string, object)[] { ("first", first), ("after", after), ("host", request.Hosts[0]) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture) == 1;
    }

    public async Task<string> DurabilityAsync(CancellationToken cancellation)
    {
        await using var db = Open();
        return await Durability.ReadAsync(db, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    /// <summary>To the same database in the same way as the product.</summary>
    private DbConnection Connect()
    {
        using var db = Open();
        var text = db.Database.GetConnectionString();
        return db.Database.IsSqlite() ? new SqliteConnection(text) : new NpgsqlConnection(text);
    }

    private AppDbContext Open() => _app.Services.GetRequiredService<AppDatabase>().ForSystem("a bench begins or counts");

    private async Task AddMembersAsync(int hosts, CancellationToken cancellation)
    {
        var now = TimeProvider.System.Now();
        var organization = new Organization { Id = Guid.CreateVersion7(), Name = "Bench", CreatedAt = now };
        await using var db = Open();
        db.Add(organization);
        db.AddRange(Enumerable.Range(0, hosts + 1).Select(i => new Member { Id = Guid.CreateVersion7(), OrganizationId = organization.Id, Issuer = Issuer, Subject = $"{i:00000}", Name = $"Host {i}", CreatedAt = now, LastSeenAt = now }));
        await db.SaveChangesAsync(cancellation);
    }

    private async Task ReadMembersAsync(CancellationToken cancellation)
    {
        await using var db = Open();
        var members = await db.Members.Where(m => m.Issuer == Issuer).OrderBy(m => m.Subject).ToListAsync(cancellation);
        Booker = new Actor.Person(members[0].OrganizationId, members[0].Id);
        Hosts = [.. members.Skip(1).Select(m => m.Id)];
    }
}
