using App.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests;

/// <summary>Databases with every table and no row: migrated once per test process, then copied.</summary>
internal static class EmptyDatabase
{
    private static readonly Dictionary<DatabaseProvider, Task<string>> Templates = [];

    /// <summary>Of this test process; gone with it, whatever a test leaves in it.</summary>
    private static readonly Lazy<string> Folder = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("integrations-databases-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    public static async Task<(string Connection, string? File)> CreateAsync(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            var copy = Path.Combine(Folder.Value, $"{Guid.CreateVersion7():N}.db");
            File.Copy(await TemplateAsync(provider), copy);
            return (DatabaseSetup.SqliteFile(copy), copy);
        }

        var server = await PostgresServer.SharedAsync();
        return (await server.CreateDatabaseAsync("house", await TemplateAsync(provider)), null);
    }

    /// <summary>An empty database with every table, made once and copied for each test.</summary>
    private static Task<string> TemplateAsync(DatabaseProvider provider)
    {
        lock (Templates)
        {
            return Templates.TryGetValue(provider, out var template) ? template : Templates[provider] = MakeTemplateAsync(provider);
        }
    }

    private static async Task<string> MakeTemplateAsync(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            var file = Path.Combine(Folder.Value, "template.db");
            await MigrateAsync(provider, DatabaseSetup.SqliteFile(file) + ";Pooling=False");
            return file;
        }

        var connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync("house_template");
        await MigrateAsync(provider, connection + ";Pooling=False");
        return connection.Split(';').Single(p => p.StartsWith("Database=", StringComparison.Ordinal))["Database=".Length..];
    }

    private static async Task MigrateAsync(DatabaseProvider provider, string connection)
    {
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddAppDatabase(provider, connection).BuildServiceProvider();
        await using var db = services.GetRequiredService<AppDatabase>().ForSystem("template");
        await db.Database.MigrateAsync();
    }
}
