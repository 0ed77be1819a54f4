using App.Infrastructure.Database.PostgreSql;
using App.Infrastructure.Database.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace App.Infrastructure.Database;

/// <summary>Registers <see cref="AppDatabase"/> for the configured database.</summary>
public static class DatabaseSetup
{
    /// <summary>Statements that one connection to PostgreSQL keeps prepared.</summary>
    private const int MostPrepared = 200;

    public static IServiceCollection AddAppDatabase(this IServiceCollection services, DatabaseProvider provider, string connectionString)
    {
        var dialect = DialectOf(provider);
        services.AddSingleton(dialect);
        if (provider == DatabaseProvider.Sqlite)
        {
            services.AddSingleton(_ => new SqliteLog(connectionString));
            services.AddSingleton(sp => LogOf(sp.GetRequiredService<SqliteLog>(), sp.GetService<LostDisk>()));
        }

        services.AddSingleton(sp => new SettleDatabase(sp.GetService<SqliteLog>()));
        services.AddSingleton(sp => new WriteGate(dialect, sp.GetService<CommitLog>()));
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton(sp => new AppDatabase(Factory(provider, connectionString), dialect, sp.GetRequiredService<WriteGate>(), sp.GetRequiredService<ChangeFeed>(), sp.GetRequiredService<TimeProvider>()));
        return services;
    }

    public static string SqliteFile(string path) => new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString;

    private static CommitLog LogOf(SqliteLog log, LostDisk? lost) => new(log.Flush, fault => lost?.Stop(fault));

    private static Dialect DialectOf(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => new SqliteDialect(),
        DatabaseProvider.PostgreSql => new PostgreSqlDialect(),
        _ => new SqlServerDialect(),
    };

    private static Func<AppDbContext> Factory(DatabaseProvider provider, string connectionString)
    {
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                SqliteBootstrap.EnsureInitialized();
                return new PooledDbContextFactory<SqliteAppDbContext>(Sqlite(connectionString)).CreateDbContext;
            case DatabaseProvider.PostgreSql:
                return new PooledDbContextFactory<PostgreSqlAppDbContext>(PostgreSql(Prepared(connectionString))).CreateDbContext;
            default:
                return new PooledDbContextFactory<SqlServerAppDbContext>(SqlServer(connectionString)).CreateDbContext;
        }
    }

    /// <summary>
    /// What comes again is prepared by the driver unless the operator decided otherwise: PostgreSQL takes longer to plan most of our statements than to run them. No session ever changes a setting, so none is reset.
    /// </summary>
    private static string Prepared(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.MaxAutoPrepare = builder.ShouldSerialize("Max Auto Prepare") ? builder.MaxAutoPrepare : MostPrepared;
        builder.NoResetOnClose |= !builder.ShouldSerialize("No Reset On Close");
        return builder.ConnectionString;
    }

    private static DbContextOptions<SqliteAppDbContext> Sqlite(string connectionString) =>
        new DbContextOptionsBuilder<SqliteAppDbContext>().UseSqlite(connectionString).AddInterceptors(SqlitePragmas.Instance).Options;

    private static DbContextOptions<PostgreSqlAppDbContext> PostgreSql(string connectionString) =>
        new DbContextOptionsBuilder<PostgreSqlAppDbContext>().UseNpgsql(connectionString).Options;

    private static DbContextOptions<SqlServerAppDbContext> SqlServer(string connectionString) =>
        new DbContextOptionsBuilder<SqlServerAppDbContext>().UseSqlServer(connectionString).Options;

    private sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteAppDbContext>
    {
        public SqliteAppDbContext CreateDbContext(string[] args) => new(Sqlite(SqliteFile("design.db")));
    }

    private sealed class PostgreSqlDesign : IDesignTimeDbContextFactory<PostgreSqlAppDbContext>
    {
        public PostgreSqlAppDbContext CreateDbContext(string[] args) => new(PostgreSql("Host=127.0.0.1"));
    }

    private sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerAppDbContext>
    {
        public SqlServerAppDbContext CreateDbContext(string[] args) => new(SqlServer("Server=127.0.0.1;Encrypt=false"));
    }
}
