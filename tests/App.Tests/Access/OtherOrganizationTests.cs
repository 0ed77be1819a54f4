using System.Net;
using App.Auth;
using App.Domain.Webhooks;
using App.Infrastructure.Database;
using App.Tests.Api;
using App.Tests.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace App.Tests.Access;

public sealed class NorthwindHost : IAsyncLifetime
{
    public ApiHost Api { get; } = new();

    /// <summary>Ids of Alice's and of her organization, by the segment of the API they belong to.</summary>
    public Dictionary<string, string> Ids { get; } = [];

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        Ids["connections"] = await Story.ConnectAsync(Api.Alice, "alice@northwind.example");
        var calendars = await Story.UntilAsync(Api.Alice, "/api/v1/calendars", c => c["items"]!.AsArray() is { Count: > 0 } all && all.All(i => i!["trueUpTo"] is not null));
        Ids["calendars"] = (string)calendars["items"]![0]!["id"]!;
        var soon = TimeProvider.System.GetUtcNow();
        var events = await Api.Alice.GetJsonAsync($"/api/v1/calendar-events?from={soon.AddDays(1):yyyy-MM-ddTHH:mm:ssZ}&to={soon.AddDays(30):yyyy-MM-ddTHH:mm:ssZ}&limit=1");
        var first = events["items"]![0]!;
        Ids["interviews"] = Ids["calendar-events"] = (string)first["id"]!;
        Ids["reminders"] = (string)(await Visitor.ReadAsync(await Api.Alice.SendAsync(HttpMethod.Post, "/api/v1/reminders", new { source = "event", about = Ids["interviews"], minutesBefore = 5 }), HttpStatusCode.Created))["id"]!;
        Ids["members"] = (string)(await Api.Alice.GetJsonAsync("/api/v1/me"))["id"]!;
        Ids["time-blocks"] = await PostAsync(Api.Alice, "/api/v1/time-blocks", new { title = "Alice Keller’s", start = ((string)first["start"]!).TrimEnd('Z'), end = ((string)first["end"]!).TrimEnd('Z'), timeZone = "Etc/UTC" });
        Ids["conflicts"] = (string)(await Story.UntilAsync(Api.Alice, "/api/v1/conflicts", c => c["items"]!.AsArray().Count > 0))["items"]![0]!["id"]!;
        var night = soon.AddDays(40).Date.AddHours(3);
        Ids["bookings"] = await PostAsync(Api.Alice, "/api/v1/bookings", new { hosts = new[] { Ids["members"] }, title = "Alice Keller’s night", start = $"{night:yyyy-MM-ddTHH:mm:ssZ}", end = $"{night.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}", timeZone = "Etc/UTC", outsideRules = true });
        Ids["invitations"] = (string)(await Visitor.ReadAsync(await Api.Olivia.SendAsync(HttpMethod.Post, "/api/v1/invitations", new { email = "dana@northwind.example" }), HttpStatusCode.Created))["id"]!;
        Ids["webhooks"] = (string)(await Visitor.ReadAsync(await Api.Olivia.SendAsync(HttpMethod.Post, "/api/v1/webhooks", new { name = "Northwind’s", url = "https://northwind.example/hook" }), HttpStatusCode.Created))["id"]!;
        Ids["deliveries"] = await DeliverAsync(Guid.Parse(Ids["webhooks"]));
        Ids["events"] = (string)(await Visitor.ReadAsync(await Api.Olivia.SendAsync(HttpMethod.Post, "/api/v1/events", new { key = "northwind", type = "job.opened", data = new { job = new { id = "job-1", title = "Northwind’s" } } }), HttpStatusCode.Created))["id"]!;
        Ids["inbound-events"] = await HearAsync();
        Ids["api-keys"] = (string)(await Visitor.ReadAsync(await Api.Olivia.SendAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = "Northwind’s" }), HttpStatusCode.Created))["id"]!;
    }

    public Task DisposeAsync() => Api.DisposeAsync();

    /// <summary>One that waits, as if something had happened.</summary>
    private async Task<string> DeliverAsync(Guid endpoint)
    {
        await using var db = Api.Hub.Get<AppDatabase>().ForSystem("test");
        var owner = await db.Endpoints.SingleAsync(e => e.Id == endpoint);
        var delivery = new Delivery { Id = Guid.CreateVersion7(), OrganizationId = owner.OrganizationId, EndpointId = endpoint, MessageId = Guid.CreateVersion7(), Type = "endpoint.disabled", Status = DeliveryStatus.GaveUp };
        db.Deliveries.Add(delivery);
        db.Messages.Add(new Message { Id = delivery.MessageId, OrganizationId = delivery.OrganizationId, Type = delivery.Type, Body = "{}" });
        await db.SaveChangesAsync();
        return delivery.Id.ToString();
    }

    /// <summary>Something that came in for it, even if it was only refused.</summary>
    private async Task<string> HearAsync()
    {
        var source = await Visitor.ReadAsync(await Api.Olivia.SendAsync(HttpMethod.Post, "/api/v1/connections/inbound", new { name = "Northwind’s" }), HttpStatusCode.Created);
        using var stranger = Api.Hub.Visit();
        using var refused = await stranger.SendAsync(HttpMethod.Post, new Uri((string)source["url"]!).PathAndQuery, new { });
        return (string)(await Story.UntilAsync(Api.Olivia, "/api/v1/inbound-events", l => l["items"]!.AsArray().Count > 0))["items"]![0]!["id"]!;
    }

    private static async Task<string> PostAsync(Visitor visitor, string path, object body) => (string)(await Visitor.ReadAsync(await visitor.SendAsync(HttpMethod.Post, path, body), HttpStatusCode.Created))["id"]!;
}

/// <summary>Carol of Fabrikam knows every id of Northwind's. It helps her to nothing.</summary>
public sealed class OtherOrganizationTests(NorthwindHost northwind) : IClassFixture<NorthwindHost>
{
    private static readonly string[] Traces = ["northwind.example", "Northwind", "Alice Keller"];

    private Visitor Carol => northwind.Api.Carol;

    [Fact]
    public async Task She_finds_nothing_under_any_of_its_ids()
    {
        var before = await SnapshotAsync();
        var faults = new List<string>();
        foreach (var name in WhoMay.Rows.Keys.Where(n => n.Contains("/api/", StringComparison.Ordinal) && n.Contains("{id:guid}", StringComparison.Ordinal)))
        {
            var (method, pattern) = (name.Split(' ')[0], name.Split(' ')[1]);
            var id = northwind.Ids[pattern.Split('/')[3]];
            var path = pattern.Replace("{id:guid}", id, StringComparison.Ordinal).Replace("{host:guid}", northwind.Ids["members"], StringComparison.Ordinal).Replace("{secret:guid}", id, StringComparison.Ordinal).Replace("{replay:guid}", id, StringComparison.Ordinal);
            using var response = await Carol.SendAsync(new HttpMethod(method), path, BodyOf(method, pattern));
            if (response.StatusCode != HttpStatusCode.NotFound)
            {
                faults.Add($"{name} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            }
        }

        Assert.Empty(faults);
        Assert.Equal(before, await SnapshotAsync());
    }

    [Fact]
    public async Task Its_ids_in_filters_and_bodies_find_nothing_either()
    {
        var (connection, calendar) = (northwind.Ids["connections"], northwind.Ids["calendars"]);

        Assert.Empty((await Carol.GetJsonAsync($"/api/v1/calendars?connection={connection}"))["items"]!.AsArray());
        Assert.Empty((await Carol.GetJsonAsync($"/api/v1/sync-runs?calendar={calendar}&everyone=true"))["items"]!.AsArray());
        Assert.Empty((await Carol.GetJsonAsync($"/api/v1/activities?connection={connection}&everyone=true"))["items"]!.AsArray());
        await Visitor.ReadAsync(await Carol.SendAsync(HttpMethod.Get, $"/api/v1/calendar-events?from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z&calendar={calendar}"), HttpStatusCode.NotFound);
        await Visitor.ReadAsync(await Carol.SendAsync(HttpMethod.Post, "/api/v1/connections/authorize", new { provider = "google-calendar", connectionId = connection }), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task No_list_of_hers_shows_a_trace_of_it()
    {
        foreach (var path in WhoMay.Rows.Keys.Where(n => n.StartsWith("GET /api/", StringComparison.Ordinal) && !n.Contains('{', StringComparison.Ordinal)).Select(n => n[4..]))
        {
            foreach (var query in (string[])["", "?everyone=true", "?from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z"])
            {
                using var response = await Carol.SendAsync(HttpMethod.Get, path + query);
                AssertNoTrace(path + query, await response.Content.ReadAsStringAsync());
            }
        }
    }

    [Fact]
    public async Task No_page_shows_her_a_trace_of_it()
    {
        var pages = typeof(Policies).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>()).Select(r => r.Template);
        foreach (var page in pages.SelectMany(PathsOf))
        {
            using var response = await Carol.SendAsync(HttpMethod.Get, page);
            AssertNoTrace(page, await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task An_api_key_of_hers_finds_no_more()
    {
        var key = (string)(await Visitor.ReadAsync(await Carol.SendAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = "Fabrikam’s", mayWrite = true }), HttpStatusCode.Created))["secret"]!;
        using var program = northwind.Api.Hub.Visit();

        using var response = await program.SendAsync(HttpMethod.Get, $"/api/v1/connections/{northwind.Ids["connections"]}", null, ("Authorization", $"Bearer {key}"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static void AssertNoTrace(string path, string text) =>
        Assert.All(Traces, trace => Assert.False(text.Contains(trace, StringComparison.OrdinalIgnoreCase), $"{path} shows {trace}"));

    private static object? BodyOf(string method, string pattern) => (method, pattern) switch
    {
        ("PUT", "/api/v1/connections/{id:guid}/inbound") => new { rotateSecret = true },
        ("PUT", _) => new { isInterview = true },
        ("POST", "/api/v1/bookings/{id:guid}/reschedule") => new { start = Tomorrow(9), end = Tomorrow(10), timeZone = "Etc/UTC" },
        ("POST" or "PATCH", _) when pattern.Contains("/members/", StringComparison.Ordinal) => new { role = "owner" },
        ("POST" or "PATCH", _) => new { },
        _ => null,
    };

    private static string Tomorrow(int hour) => TimeProvider.System.GetUtcNow().AddDays(1).ToString($"yyyy-MM-ddT{hour:00}:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    private IEnumerable<string> PathsOf(string template)
    {
        var ids = template.Contains('{', StringComparison.Ordinal) ? northwind.Ids.Values.Append("google-calendar") : [""];
        return ids.Select(id => System.Text.RegularExpressions.Regex.Replace(template, @"\{[^}]+\}", id));
    }

    /// <summary>Everything of Northwind's that somebody could have changed.</summary>
    private async Task<string> SnapshotAsync() => string.Join('\n', await Task.WhenAll(
        ((string[])["/api/v1/members", "/api/v1/invitations", "/api/v1/api-keys"]).Select(async p => (await northwind.Api.Olivia.GetJsonAsync(p))["items"]!.AsArray().Select(i => $"{i!["id"]} {i["role"]}").Order(StringComparer.Ordinal).Aggregate("", (all, one) => $"{all}{one};"))
        .Append(StateAsync())));

    private async Task<string> StateAsync()
    {
        var connection = await northwind.Api.Alice.GetJsonAsync($"/api/v1/connections/{northwind.Ids["connections"]}");
        var calendar = await northwind.Api.Alice.GetJsonAsync($"/api/v1/calendars/{northwind.Ids["calendars"]}");
        return $"{connection["status"]} {calendar["blocks"]} {calendar["syncEveryMinutes"]}";
    }
}
