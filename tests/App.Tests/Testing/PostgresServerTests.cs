using Npgsql;

namespace App.Tests.Testing;

public sealed class PostgresServerTests
{
    [SkippableFact]
    public async Task Every_test_gets_a_database_of_its_own()
    {
        var server = await PostgresServer.SharedAsync();

        var first = await server.CreateDatabaseAsync("calendars");
        var second = await server.CreateDatabaseAsync("calendars");
        await ExecuteAsync(first, "CREATE TABLE only_here (id int)");

        Assert.Equal(1L, await ExecuteAsync(first, "SELECT count(*) FROM pg_tables WHERE tablename = 'only_here'"));
        Assert.Equal(0L, await ExecuteAsync(second, "SELECT count(*) FROM pg_tables WHERE tablename = 'only_here'"));
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
