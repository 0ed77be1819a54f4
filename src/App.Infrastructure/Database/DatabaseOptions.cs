namespace App.Infrastructure.Database;

/// <summary>Which database software holds the data.</summary>
public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}

/// <summary>Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary><c>sqlite</c>, <c>postgresql</c> or <c>sqlserver</c>.</summary>
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Connection string; for SQLite the default is <c>integrations.db</c> in the data folder.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Apply migrations at start. Turn off where several nodes start at once, and run the <c>migrate</c> command instead.</summary>
    public bool MigrateAtStart { get; set; } = true;
}

/// <summary>Section <c>Data</c>.</summary>
public sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary>Folder of the SQLite database and of the key ring. Back it up; whoever can read it can open the sealed credentials.</summary>
    public string Folder { get; set; } = "data";
}
