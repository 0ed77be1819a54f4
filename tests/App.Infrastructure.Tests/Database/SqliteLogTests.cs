using App.Domain.Organizations;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Database;

/// <summary>What is flushed before a change is answered is the log that SQLite has written to, whatever the database is called and whoever else opens it.</summary>
public sealed class SqliteLogTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("integrations-tests-");
    private readonly List<ServiceProvider> _services = [];

    private string File => Path.Combine(_folder.FullName, "data.db");

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _services)
        {
            await services.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_log_of_the_database_is_flushed()
    {
        var services = await StartAsync(File);
        await AddAsync(services);
        Assert.Equal(File + "-wal", services.GetRequiredService<SqliteLog>().File);
        Assert.NotEqual(0, new FileInfo(File + "-wal").Length);
    }

    /// <summary>SQLite writes beside what the link points to.</summary>
    [SkippableFact]
    public async Task The_log_of_a_database_behind_a_link_is_flushed()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links take rights on Windows.");
        await AddAsync(await StartAsync(File));
        var link = Path.Combine(_folder.FullName, "link.db");
        System.IO.File.CreateSymbolicLink(link, File);
        var services = await StartAsync(link);
        await AddAsync(services);
        Assert.Equal(File + "-wal", services.GetRequiredService<SqliteLog>().File);
    }

    /// <summary>The last one that closes a database removes its log: what is flushed afterwards would be nothing.</summary>
    [Fact]
    public async Task The_log_stays_the_same_file_when_every_other_connection_is_closed()
    {
        var services = await StartAsync(File);
        await AddAsync(services);
        SqliteConnection.ClearAllPools();
        await using (var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ConnectionString))
        {
            await other.OpenAsync();
            await RunAsync(other, "SELECT COUNT(*) FROM \"Organizations\"");
        }

        Assert.True(System.IO.File.Exists(File + "-wal"));
        await AddAsync(services);
        await using var read = services.GetRequiredService<AppDatabase>().ForSystem("a test looks");
        Assert.Equal(2, await read.Organizations.CountAsync());
    }

    [Fact]
    public async Task What_stands_in_the_log_is_brought_into_the_database_before_a_server_builds_on_it()
    {
        var services = await StartAsync(File);
        await AddAsync(services);
        services.GetRequiredService<SettleDatabase>().Run();
        Assert.Equal(0, new FileInfo(File + "-wal").Length);
        await AddAsync(services);
        Assert.NotEqual(0, new FileInfo(File + "-wal").Length);
    }

    [Fact]
    public async Task A_database_without_a_log_is_refused_and_given_one_by_the_migration()
    {
        await StartAsync(File);
        SqliteConnection.ClearAllPools();
        var copy = Path.Combine(_folder.FullName, "copy.db");
        await using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ConnectionString))
        {
            await connection.OpenAsync();
            await RunAsync(connection, $"VACUUM INTO '{copy}'");
        }

        var refusing = Services(copy);
        var refused = await Assert.ThrowsAsync<IOException>(() => AddAsync(refusing));
        Assert.StartsWith("The database has no write-ahead log.", Assert.IsType<IOException>(refused.InnerException).Message, StringComparison.Ordinal);
        await refusing.DisposeAsync();
        SqliteConnection.ClearAllPools();

        await AddAsync(await StartAsync(copy));
    }

    private async Task<ServiceProvider> StartAsync(string file)
    {
        var services = Services(file);
        await services.GetRequiredService<MigrateDatabase>().RunAsync(CancellationToken.None);
        return services;
    }

    private ServiceProvider Services(string file)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddAppDatabase(DatabaseProvider.Sqlite, DatabaseSetup.SqliteFile(file)).AddSingleton<MigrateDatabase>().BuildServiceProvider();
        _services.Add(services);
        return services;
    }

    private static async Task AddAsync(ServiceProvider services)
    {
        await using var db = services.GetRequiredService<AppDatabase>().ForSystem("a test writes");
        db.Organizations.Add(new Organization { Id = Guid.CreateVersion7(), Name = "Northwind", CreatedAt = TimeProvider.System.Now() });
        await db.SaveChangesAsync();
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
