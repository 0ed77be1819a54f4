using App.Domain;
using App.Infrastructure.Database;
using App.Infrastructure.Database.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace App.Infrastructure.Tests.Database;

/// <summary>No row of an organization without the filter that keeps it there.</summary>
public sealed class QueryFilterTests
{
    /// <summary>The feed of changes is read for all organizations at once, and told to each its own.</summary>
    private static readonly Type[] ReadForAll = [typeof(Change)];

    [Fact]
    public void What_belongs_to_an_organization_is_seen_by_that_one_only()
    {
        var owned = Entities().Where(t => t.ClrType.IsAssignableTo(typeof(IOwned))).ToList();

        Assert.True(owned.Count > 10);
        Assert.Empty(owned.Where(t => !IsFiltered(t)).Select(t => $"{t.ClrType.Name} is seen by every organization"));
    }

    [Fact]
    public void What_names_an_organization_belongs_to_it() =>
        Assert.Equal(ReadForAll, Entities().Where(t => t.FindProperty(nameof(IOwned.OrganizationId)) is not null && !t.ClrType.IsAssignableTo(typeof(IOwned))).Select(t => t.ClrType));

    private static bool IsFiltered(IEntityType type) =>
        type.GetDeclaredQueryFilters().Any(f => f.Expression!.ToString() is var text && text.Contains(nameof(IOwned.OrganizationId), StringComparison.Ordinal) && text.Contains(nameof(AppDbContext.Organization) + " ==", StringComparison.Ordinal));

    private static IEnumerable<IEntityType> Entities()
    {
        SqliteBootstrap.EnsureInitialized();
        using var db = new SqliteAppDbContext(new DbContextOptionsBuilder<SqliteAppDbContext>().UseSqlite("Data Source=never-opened.db").Options);
        return [.. db.Model.GetEntityTypes()];
    }
}
