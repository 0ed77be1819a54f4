using System.Text.RegularExpressions;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Infrastructure.Webhooks.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Tests.Webhooks.Deliveries;

/// <summary>However many deliveries went well, those that didn't are found by an index of their own: SQLite says how it would look.</summary>
public sealed partial class DeliveryPlanTests
{
    [Theory]
    [InlineData(DeliveryStatus.Waiting, "IX_Deliveries_Undelivered")]
    [InlineData(DeliveryStatus.GaveUp, "IX_Deliveries_Undelivered")]
    public async Task Those_of_an_endpoint_are_found_by_status(DeliveryStatus status, string index)
    {
        await using var world = await World.BuildAsync(DatabaseProvider.Sqlite);
        var endpoint = Guid.CreateVersion7();
        var plan = await world.ReadAsync(db => PlanAsync(db, db.Deliveries.Where(d => d.EndpointId == endpoint).In(status).OrderByDescending(d => d.At)));
        Assert.Contains($"USING INDEX {index} (", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cand-1")]
    [InlineData("0199c0d2-7a10-7c4e-8f31-000000000e4d")]
    public async Task Those_about_a_subject_are_found_by_it(string subject)
    {
        await using var world = await World.BuildAsync(DatabaseProvider.Sqlite);
        var plan = await world.ReadAsync(async db =>
        {
            var query = new DeliveryQuery(EndpointId: null, Subject: subject);
            var rows = (await DeliveryFilter.NarrowAsync(db, world.Alice.OrganizationId, query, default)).Value;
            return await PlanAsync(db, rows.OrderByDescending(d => d.At));
        });
        Assert.Contains("USING INDEX IX_Deliveries_Subject (", plan, StringComparison.Ordinal);
    }

    private static async Task<string> PlanAsync(AppDbContext db, IQueryable<Delivery> rows)
    {
        var said = rows.ToQueryString();
        var sql = Setting().Matches(said).Aggregate(Setting().Replace(said, ""), (text, m) => Regex.Replace(text, $@"{m.Groups[1].Value}\b", m.Groups[2].Value.Trim()));
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        await db.Database.OpenConnectionAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(3));
        }

        return string.Join('\n', lines);
    }

    /// <summary>How EF writes parameters down for SQLite's shell.</summary>
    [GeneratedRegex(@"^\.param set (@\w+) (.*)$", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
