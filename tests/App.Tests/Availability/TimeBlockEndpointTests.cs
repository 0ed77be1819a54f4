using System.Net;
using System.Text.Json.Nodes;
using App.Domain.Time;
using App.Tests.Api;
using App.Tests.Hosting;
using NodaTime;
using NodaTime.Text;

namespace App.Tests.Availability;

public sealed class TimeBlockEndpointTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Blocks = "/api/v1/time-blocks";

    /// <summary>A Monday some weeks from now, whenever that is.</summary>
    private static LocalDate Monday => TimeProvider.System.Now().InUtc().Date.PlusDays(30).Next(IsoDayOfWeek.Monday);

    [Fact]
    public async Task A_block_is_made_read_changed_and_deleted_and_its_ETag_is_honoured()
    {
        var made = await CreateAsync(new { title = "Focus time", start = $"{Monday:uuuu-MM-dd}T09:00", end = $"{Monday:uuuu-MM-dd}T11:00", timeZone = "Europe/Berlin" });
        var path = $"{Blocks}/{made["id"]}";
        var read = await host.Alice.SendAsync(HttpMethod.Get, path);
        Assert.StartsWith("\"1-", read.Headers.ETag!.ToString(), StringComparison.Ordinal);

        var longer = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Patch, path, new { end = $"{Monday:uuuu-MM-dd}T12:00:00" }), HttpStatusCode.OK);
        Assert.Equal($"{Monday:uuuu-MM-dd}T12:00:00", (string?)longer["end"]);

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await host.Alice.SendAsync(HttpMethod.Delete, path, null, ("If-Match", read.Headers.ETag!.ToString()))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Alice.SendAsync(HttpMethod.Delete, path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Alice.SendAsync(HttpMethod.Get, path)).StatusCode);
    }

    [Fact]
    public async Task One_occurrence_is_changed_by_the_name_the_list_of_times_gives_it()
    {
        var made = await CreateAsync(new { title = "Weekly", start = $"{Monday:uuuu-MM-dd}T09:00", end = $"{Monday:uuuu-MM-dd}T10:00", timeZone = "Etc/UTC", rule = "FREQ=WEEKLY;COUNT=3" });
        var second = (await SpansAsync((string)made["id"]!))[1];

        var own = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Patch, $"{Blocks}/{made["id"]}?occurrence={second["occurrence"]}", new { title = "Once" }), HttpStatusCode.OK);
        Assert.Equal(("Once", null), ((string?)own["title"], (string?)own["rule"]));
        Assert.Equal(HttpStatusCode.NoContent, (await host.Alice.SendAsync(HttpMethod.Delete, $"{Blocks}/{made["id"]}?occurrence={Monday:uuuu-MM-dd}T09:00&following=true")).StatusCode);

        Assert.Equal(HttpStatusCode.NotFound, (await host.Alice.SendAsync(HttpMethod.Get, $"{Blocks}/{made["id"]}")).StatusCode);
        Assert.Equal((string?)second["start"], (string?)(await SpansAsync((string)own["id"]!)).Single()["start"]);
    }

    [Theory]
    [InlineData("""{"title":"","start":"2027-01-11T09:00","end":"2027-01-11T10:00"}""", "title")]
    [InlineData("""{"title":"a\nb","start":"2027-01-11T09:00","end":"2027-01-11T10:00"}""", "title")]
    [InlineData("""{"title":"a","start":"2027-01-11T09:00","end":"2027-01-11T08:00"}""", "end")]
    [InlineData("""{"title":"a","start":"2027-01-11T09:00","end":"2027-01-19T08:00"}""", "end")]
    [InlineData("""{"title":"a","start":"2027-01-11T09:00:30","end":"2027-01-11T10:00"}""", "start")]
    [InlineData("""{"title":"a","start":"monday","end":"2027-01-11T10:00"}""", "start")]
    [InlineData("""{"title":"a","start":"2027-01-11T09:00","end":"2027-01-11T10:00","timeZone":"Mars/Olympus"}""", "timeZone")]
    [InlineData("""{"title":"a","start":"2027-01-11T09:00","end":"2027-01-11T10:00","rule":"FREQ=NOW"}""", "rule")]
    [InlineData("""{"title":"a","start":"2027-01-11T09:00","end":"2027-01-11T10:00","rule":"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}""", "rule")]
    public async Task Bad_input_names_its_field_and_stores_nothing(string body, string field)
    {
        var problem = await Visitor.ReadAsync(await host.Bob.SendAsync(HttpMethod.Post, Blocks, JsonNode.Parse(body)), HttpStatusCode.BadRequest);

        Assert.NotNull(problem["errors"]![field]);
        Assert.Empty((await host.Bob.GetJsonAsync(Blocks))["items"]!.AsArray());
    }

    [Fact]
    public async Task Beyond_what_is_laid_out_nothing_is_told()
    {
        var far = InstantPattern.General.Format(TimeProvider.System.Now() + Duration.FromDays(500));
        var problem = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Get, $"{Blocks}/spans?from={InstantPattern.General.Format(TimeProvider.System.Now())}&to={far}"), HttpStatusCode.BadRequest);

        Assert.NotNull(problem["errors"]!["to"]);
    }

    private async Task<JsonNode> CreateAsync(object body) => await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Post, Blocks, body), HttpStatusCode.Created);

    private async Task<List<JsonNode>> SpansAsync(string block)
    {
        var from = Monday.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        var all = (await host.Alice.GetJsonAsync($"{Blocks}/spans?from={InstantPattern.General.Format(from)}&to={InstantPattern.General.Format(from + Duration.FromDays(30))}"))["items"]!.AsArray();
        return [.. all.Where(s => (string?)s!["blockId"] == block).Select(s => s!)];
    }
}
