using System.Text.Json.Nodes;
using App.Domain.Webhooks.Events;
using App.Infrastructure.Webhooks.Events;
using Microsoft.EntityFrameworkCore;

namespace App.Infrastructure.Tests.Webhooks.Events;

/// <summary>What was told to endpoints, as it is sent.</summary>
internal static class ToldMessages
{
    /// <summary>Types of everything that was told, each with how often; notifications apart.</summary>
    public static async Task<string> AllAsync(this World world) => string.Join(", ", (await world.ReadAsync(db => db.Messages.Where(m => m.Type != "notification.sent").GroupBy(m => m.Type).Select(g => new { g.Key, Count = g.Count() }).ToListAsync()))
        .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count}"));

    /// <summary>The one message of a type.</summary>
    public static async Task<ToldMessage> TheAsync(this World world, string type) => Assert.Single(await world.AllAsync(type));

    public static async Task<IReadOnlyList<ToldMessage>> AllAsync(this World world, string type) =>
        [.. (await world.ReadAsync(db => db.Messages.AsNoTracking().Where(m => m.Type == type).OrderBy(m => m.At).ToListAsync())).Select(m => Read(m))];

    public static Task ForgetAsync(this World world) => world.ReadAsync(db => db.Messages.ExecuteDeleteAsync());

    private static ToldMessage Read(Domain.Webhooks.Message message)
    {
        var body = JsonNode.Parse(message.Body)!;
        Assert.Equal((message.Type, 1, NodaTime.Text.InstantPattern.ExtendedIso.Format(message.At)), ((string)body["type"]!, (int)body["version"]!, (string)body["timestamp"]!));
        Assert.Null(message.FannedAt);
        Assert.NotNull(System.Text.Json.JsonSerializer.Deserialize(body["data"], EventTypes.Find(message.Type)!.Data, EventJson.Options));
        return new ToldMessage(message.OrganizationId, message.SubjectId, message.ConnectionId, body["data"]!);
    }
}

internal sealed record ToldMessage(Guid OrganizationId, Guid? SubjectId, Guid? ConnectionId, JsonNode Data)
{
    /// <summary>What stands at a path such as <c>booking.hosts.0.name</c>, as text; "null" where it is null.</summary>
    public string At(string path)
    {
        JsonNode? node = Data;
        foreach (var step in path.Split('.'))
        {
            node = int.TryParse(step, out var n) ? node![n] : node!.AsObject().TryGetPropertyValue(step, out var found) ? found : throw new InvalidOperationException($"There is no {path} in {Data.ToJsonString()}");
        }

        return node is null ? "null" : node is JsonValue value ? value.ToString() : node.ToJsonString();
    }
}
