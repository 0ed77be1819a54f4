using System.Net;
using System.Text.Json.Nodes;
using App.Domain.Time;
using App.Tests.Api;
using App.Tests.Hosting;
using NodaTime;
using NodaTime.Text;

namespace App.Tests.Availability;

public sealed class AvailabilityEndpointTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Availability = "/api/v1/availability";

    /// <summary>Midnight of a Monday some weeks from now, whenever that is.</summary>
    private static Instant Monday => TimeProvider.System.Now().InUtc().Date.PlusDays(30).Next(IsoDayOfWeek.Monday).AtMidnight().InUtc().ToInstant();

    [Fact]
    public async Task Free_slots_of_a_day_are_those_of_the_rules_and_a_colleague_may_be_asked_about()
    {
        await host.Bob.SendAsync(HttpMethod.Patch, $"{Availability}/rules", new { workingHours = new[] { new { day = "monday", start = "10:00", end = "12:00" } } });
        var bob = (string)(await host.Bob.GetJsonAsync("/api/v1/me"))["id"]!;
        foreach (var visitor in (Visitor[])[host.Bob, host.Alice])
        {
            var answer = await visitor.GetJsonAsync($"{Availability}?from={Say(Monday)}&to={Say(Monday + Duration.FromDays(7))}&duration=60&hosts={bob}&busy=true");
            Assert.Equal(3, answer["slots"]!.AsArray().Count);
            Assert.All(answer["slots"]!.AsArray(), s => Assert.Equal(("free", null), ((string?)s!["verdict"], s["hosts"])));
            Assert.Equal(bob, (string?)answer["hosts"]!.AsArray().Single()!["memberId"]);
        }

        var carol = (string)(await host.Carol.GetJsonAsync("/api/v1/me"))["id"]!;
        Assert.Equal(HttpStatusCode.NotFound, (await host.Bob.SendAsync(HttpMethod.Get, $"{Availability}?from={Say(Monday)}&to={Say(Monday + Duration.FromDays(1))}&duration=60&hosts={bob},{carol}")).StatusCode);
    }

    [Fact]
    public async Task A_time_is_explained_with_sentences()
    {
        var at = await host.Alice.GetJsonAsync($"{Availability}/explain?at={Say(Monday)}");
        Assert.Equal(("busy", "outsideHours"), ((string?)at["verdict"], (string?)at["against"]!.AsArray().Single()!["kind"]));
        Assert.Equal("It is outside your working hours.", (string?)at["against"]!.AsArray().Single()!["sentence"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Alice.SendAsync(HttpMethod.Get, $"{Availability}/explain")).StatusCode);
    }

    [Fact]
    public async Task Rules_are_read_and_changed_and_their_ETag_is_honoured()
    {
        var read = await host.Olivia.SendAsync(HttpMethod.Get, $"{Availability}/rules");
        var before = await Visitor.ReadAsync(read, HttpStatusCode.OK);
        Assert.Equal((0, 5), ((int)before["version"]!, before["workingHours"]!.AsArray().Count));

        var changed = await Visitor.ReadAsync(await host.Olivia.SendAsync(HttpMethod.Patch, $"{Availability}/rules", new { workingHours = new[] { new { day = "sunday", start = "20:00", end = "24:00" } }, noticeMinutes = 120 }, ("If-Match", read.Headers.ETag!.ToString())), HttpStatusCode.OK);
        Assert.Equal(("24:00", 120, 1), ((string?)changed["workingHours"]!.AsArray().Single()!["end"], (int)changed["noticeMinutes"]!, (int)changed["version"]!));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await host.Olivia.SendAsync(HttpMethod.Patch, $"{Availability}/rules", new { noticeMinutes = 5 }, ("If-Match", read.Headers.ETag!.ToString()))).StatusCode);
    }

    [Theory]
    [InlineData("""{"workingHours":[{"day":"monday","start":"9","end":"12:00"}]}""", "workingHours")]
    [InlineData("""{"workingHours":[{"day":"monday","start":"13:00","end":"12:00"}]}""", "workingHours")]
    [InlineData("""{"workingHours":[{"day":"monday","start":"09:00","end":"12:00"},{"day":"monday","start":"11:00","end":"13:00"}]}""", "workingHours")]
    [InlineData("""{"bufferBeforeMinutes":-1}""", "bufferBeforeMinutes")]
    [InlineData("""{"bufferAfterMinutes":241}""", "bufferAfterMinutes")]
    [InlineData("""{"noticeMinutes":43201}""", "noticeMinutes")]
    public async Task Rules_that_can_not_be_name_their_field(string body, string field)
    {
        var problem = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Patch, $"{Availability}/rules", JsonNode.Parse(body)), HttpStatusCode.BadRequest);
        Assert.NotNull(problem["errors"]![field]);
        Assert.Equal(0, (int)(await host.Alice.GetJsonAsync($"{Availability}/rules"))["version"]!);
    }

    [Theory]
    [InlineData("duration=60&hosts=bob", "hosts")]
    [InlineData("duration=61", "duration")]
    [InlineData("duration=60&step=1", "step")]
    [InlineData("duration=60&limit=0", "limit")]
    [InlineData("duration=60&cursor=x", "cursor")]
    public async Task Questions_that_can_not_be_name_their_field(string query, string field)
    {
        var problem = await Visitor.ReadAsync(await host.Alice.SendAsync(HttpMethod.Get, $"{Availability}?from={Say(Monday)}&to={Say(Monday + Duration.FromDays(1))}&{query}"), HttpStatusCode.BadRequest);
        Assert.NotNull(problem["errors"]![field]);
    }

    private static string Say(Instant at) => InstantPattern.General.Format(at);
}
