using System.Net;
using System.Text.Json.Nodes;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Microsoft;

/// <summary>Whatever happens to a calendar: who applies delta rounds holds what the view of the same window shows.</summary>
public sealed class DeltaConvergenceTests : SandboxTest
{
    private const int Steps = 60;
    private const string Window = "startDateTime=2026-11-16T00:00:00Z&endDateTime=2026-11-30T00:00:00Z";

    private static readonly string[] Patterns =
    [
        """{"type":"daily","interval":2}""",
        """{"type":"weekly","interval":1,"daysOfWeek":["monday","wednesday"]}""",
        """{"type":"relativeMonthly","interval":1,"daysOfWeek":["friday"],"index":"third"}""",
    ];

    private readonly Dictionary<string, string> _held = [];
    private GraphClient _client = null!;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Rounds_converge_on_the_view(int seed)
    {
        _client = await ConnectMicrosoftAsync();
        var numbers = new SeededNumbers((ulong)seed);
        var link = $"me/calendarView/delta?{Window}";
        for (var step = 0; step < Steps; step++)
        {
            await ChangeAsync(numbers);
            if (numbers.Next(4) > 0)
            {
                continue;
            }

            var (items, next) = await _client.RoundAsync(link, GraphClient.Immutable + ", odata.maxpagesize=5");
            link = next;
            items.ForEach(Apply);
            Assert.Equal(await ViewAsync(), _held.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key} {h.Value}"));
        }
    }

    private void Apply(JsonObject item)
    {
        var id = item["id"]!.GetValue<string>();
        if (item["@removed"] is not null || item["type"]!.GetValue<string>() == "seriesMaster")
        {
            _held.Remove(id);
            return;
        }

        _held[id] = item["start"]!["dateTime"]!.GetValue<string>();
    }

    private async Task<List<string>> ViewAsync() =>
    [
        .. (await _client.GetAsync($"me/calendarView?{Window}&$top=999")).Value
            .OrderBy(v => v!["id"]!.GetValue<string>(), StringComparer.Ordinal)
            .Select(v => $"{v!["id"]} {v["start"]!["dateTime"]}"),
    ];

    private async Task ChangeAsync(SeededNumbers numbers)
    {
        switch (numbers.Next(6))
        {
            case 0 or 1:
                await _client.PostAsync("me/events", Event(numbers));
                break;
            case 2 when await AnyAsync(numbers, "me/events?$top=999") is { } master:
                await _client.PatchAsync($"me/events/{master}", Event(numbers));
                break;
            case 3 when await AnyAsync(numbers, "me/events?$top=999") is { } master:
                await _client.DeleteAsync($"me/events/{master}");
                break;
            case 4 when await AnyAsync(numbers, $"me/calendarView?{Window}&$top=999") is { } occurrence:
                var moved = Event(numbers);
                moved.Remove("recurrence");
                await _client.PatchAsync($"me/events/{occurrence}", moved);
                break;
            case 5 when await AnyAsync(numbers, $"me/calendarView?{Window}&$top=999") is { } occurrence:
                Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync($"me/events/{occurrence}")).Status);
                break;
        }
    }

    private async Task<string?> AnyAsync(SeededNumbers numbers, string path)
    {
        var items = (await _client.GetAsync(path)).Value;
        return items.Count == 0 ? null : items[numbers.Next(items.Count)]!["id"]!.GetValue<string>();
    }

    /// <summary>A single event or a series, within the window or around it.</summary>
    private static JsonObject Event(SeededNumbers numbers)
    {
        var day = new DateOnly(2026, 11, 10).AddDays(numbers.Next(24));
        var hour = numbers.Next(23);
        var body = new JsonObject
        {
            ["subject"] = $"Event {numbers.Next(1000)}",
            ["start"] = new JsonObject { ["dateTime"] = $"{day:yyyy-MM-dd}T{hour:D2}:00:00", ["timeZone"] = "UTC" },
            ["end"] = new JsonObject { ["dateTime"] = $"{day:yyyy-MM-dd}T{hour + 1:D2}:00:00", ["timeZone"] = "UTC" },
            ["recurrence"] = null,
        };
        if (numbers.Next(3) == 0)
        {
            body["recurrence"] = new JsonObject
            {
                ["pattern"] = JsonNode.Parse(Patterns[numbers.Next(Patterns.Length)]),
                ["range"] = new JsonObject { ["type"] = "numbered", ["startDate"] = $"{day:yyyy-MM-dd}", ["numberOfOccurrences"] = 1 + numbers.Next(8) },
            };
        }

        return body;
    }
}
