using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Availability;
using App.Infrastructure.Calendars;
using App.Infrastructure.Connections;
using App.Infrastructure.Database;
using App.Infrastructure.Hosting;
using App.Infrastructure.Providers;
using App.Infrastructure.Security;
using App.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using NodaTime;

namespace Bench;

/// <summary>An organization whose members' calendars are full, in a database of its own.</summary>
internal sealed class AvailabilityStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _folder;

    private AvailabilityStore(ServiceProvider services, string folder) => (_services, _folder) = (services, folder);

    public Actor.Person Member { get; private set; } = null!;

    public IReadOnlyList<Guid> Hosts { get; private set; } = [];

    public IReadOnlyList<Guid> Calendars { get; private set; } = [];

    public AppDatabase Database => _services.GetRequiredService<AppDatabase>();

    public ReadAvailability Availability => _services.GetRequiredService<ReadAvailability>();

    public static async Task<AvailabilityStore> CreateAsync(DatabaseProvider provider, Window days, int hosts, int aDay, int seed, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("integrations-bench-").FullName;
        var connection = provider == DatabaseProvider.Sqlite ? DatabaseSetup.SqliteFile(Path.Combine(folder, "integrations.db")) : await (await PostgresServer.SharedAsync()).CreateDatabaseAsync("bench");
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<PublicUrl>()
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development })
            .AddAppDatabase(provider, connection)
            .AddSeals(Path.Combine(folder, "keys"))
            .AddProviders().AddAccountConnections().AddCalendars().AddAvailability()
            .BuildServiceProvider();
        var store = new AvailabilityStore(services, folder);
        await store.FillAsync(days, hosts, aDay, seed, cancellation);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task FillAsync(Window days, int hosts, int aDay, int seed, CancellationToken cancellation)
    {
        var now = TimeProvider.System.Now();
        var numbers = new SeededNumbers((ulong)seed);
        await using var db = Database.ForSystem("a bench begins");
        await db.Database.MigrateAsync(cancellation);
        var organization = db.Organizations.Add(new Organization { Id = Guid.CreateVersion7(), Name = "Bench", CreatedAt = now }).Entity;
        var calendars = new List<Calendar>();
        for (var i = 0; i < hosts; i++)
        {
            var member = db.Members.Add(new Member { Id = Guid.CreateVersion7(), OrganizationId = organization.Id, Issuer = "bench", Subject = $"{i}", Name = $"Host {i}", TimeZone = "Europe/Berlin", CreatedAt = now }).Entity;
            var account = db.Connections.Add(new Connection { Id = Guid.CreateVersion7(), OrganizationId = organization.Id, MemberId = member.Id, Provider = "google-calendar", AccountId = $"{i}", AccountName = $"{i}@bench.example", Status = ConnectionStatus.Active, CalendarsListedAt = now, CreatedAt = now, StatusSince = now }).Entity;
            // A copy that stays fresh as long as the bench may take: what is measured is the store.
            calendars.Add(db.Calendars.Add(new Calendar { Id = Guid.CreateVersion7(), OrganizationId = organization.Id, ConnectionId = account.Id, MemberId = member.Id, ExternalId = $"{i}", Name = "Work", Blocks = true, TrueUpTo = now + Duration.FromHours(5) }).Entity);
        }

        await db.SaveChangesAsync(cancellation);
        (Member, Hosts, Calendars) = (new Actor.Person(organization.Id, calendars[0].MemberId), [.. calendars.Select(c => c.MemberId)], [.. calendars.Select(c => c.Id)]);
        await using (var write = await db.BeginWriteAsync(cancellation))
        {
            foreach (var calendar in calendars)
            {
                await new EventRows(db, calendar).ApplyAsync(write, new EventPage([.. Events(days, aDay, numbers)], [], 0, null, null), 1, cancellation);
            }

            await write.CommitAsync(cancellation);
        }

        // What a server does by itself while nobody looks.
        await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? "VACUUM ANALYZE" : "PRAGMA wal_checkpoint(TRUNCATE)", cancellation);
    }

    private static IEnumerable<EventRecord> Events(Window days, int aDay, SeededNumbers numbers)
    {
        for (var day = days.Start; day < days.End; day += Duration.FromDays(1))
        {
            for (var i = 0; i < aDay; i++)
            {
                var start = day + Duration.FromMinutes((7 * 60) + (5 * numbers.Next(120)));
                yield return new EventRecord { ExternalId = Guid.CreateVersion7().ToString("N"), Title = "Meeting", ETag = "1", Start = start, End = start + Duration.FromMinutes(5 * numbers.Between(3, 12)) };
            }
        }
    }
}
