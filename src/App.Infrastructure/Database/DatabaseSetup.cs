using App.Infrastructure.Database.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Database;

/// <summary>Registers <see cref="AppDatabase"/> for the configured database.</summary>
public static class DatabaseSetup
{
    public static IServiceCollection AddAppDatabase(this IServiceCollection services, DatabaseProvider provider, string connectionString)
    {
        var dialect = DialectOf(provider);
        services.AddSingleton(dialect);
        services.AddSingleton<WriteGate>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton(sp => new AppDatabase(Factory(provider, connectionString), dialect, sp.GetRequiredService<WriteGate>(), sp.GetRequiredService<ChangeFeed>(), sp.GetRequiredService<TimeProvider>()));
        return services;
    }

    public static string SqliteFile(string path) => new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString;

    private static Dialect DialectOf(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => new OnConflictDialect(hasOneWriter: true),
        DatabaseProvider.PostgreSql => new OnConflictDialect(hasOneWriter: false),
        _ => new SqlServerDialect(),
    };

    private static Func<AppDbContext> Factory(DatabaseProvider provider, string connectionString)
    {
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                SqliteBootstrap.EnsureInitialized();
                var sqlite = Sqlite(connectionString);
                return () => new SqliteAppDbContext(sqlite);
            case DatabaseProvider.PostgreSql:
                var postgres = PostgreSql(connectionString);
                return () => new PostgreSqlAppDbContext(postgres);
            default:
                var sqlServer = SqlServer(connectionString);
                return () => new SqlServerAppDbContext(sqlServer);
        }
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
