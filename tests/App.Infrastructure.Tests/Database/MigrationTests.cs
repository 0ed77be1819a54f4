using App.Infrastructure.Database;
using App.Infrastructure.Database.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace App.Infrastructure.Tests.Database;

public sealed class MigrationTests
{
    public static TheoryData<string> Contexts => ["sqlite", "postgresql", "sqlserver"];

    [Theory]
    [MemberData(nameof(Contexts))]
    public void The_migrations_are_as_new_as_the_model(string database)
    {
        using var db = Open(database);

        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges(), "Run eng/migrate NAME.");
    }

    [Theory]
    [MemberData(nameof(Contexts))]
    public void The_script_makes_every_table_column_and_index(string database)
    {
        using var db = Open(database);
        var script = db.GetService<IMigrator>().GenerateScript();
        var names = db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables
            .SelectMany(t => t.Columns.Select(c => c.Name).Append(t.Name).Concat(t.Indexes.Select(i => i.Name)));

        Assert.All(names, name => Assert.True(script.Contains($"\"{name}\"", StringComparison.Ordinal) || script.Contains($"[{name}]", StringComparison.Ordinal), name));
    }

    private static AppDbContext Open(string database)
    {
        SqliteBootstrap.EnsureInitialized();
        return database switch
        {
            "sqlite" => new SqliteAppDbContext(new DbContextOptionsBuilder<SqliteAppDbContext>().UseSqlite("Data Source=never-opened.db").Options),
            "postgresql" => new PostgreSqlAppDbContext(new DbContextOptionsBuilder<PostgreSqlAppDbContext>().UseNpgsql("Host=127.0.0.1").Options),
            _ => new SqlServerAppDbContext(new DbContextOptionsBuilder<SqlServerAppDbContext>().UseSqlServer("Server=127.0.0.1").Options),
        };
    }
}
