using System.Globalization;
using System.Net;
using App.Tests.Hosting;

namespace App.Tests.Api;

public sealed class RateLimitTests
{
    private const int Most = 5;

    [Fact]
    public async Task Each_answer_says_what_is_left_and_the_next_one_too_many_is_told_to_wait()
    {
        await using var hub = HubHost.Start(("Api:RequestsPerMinute", Most.ToString(CultureInfo.InvariantCulture)));
        using var alice = await hub.SignInAsync("alice@northwind.example");
        using var bob = await hub.SignInAsync("bob@northwind.example");

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < Most; i++)
        {
            answers.Add(await alice.SendAsync(HttpMethod.Get, "/api/v1/me"));
        }

        var refused = await alice.SendAsync(HttpMethod.Get, "/api/v1/me");

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.Equal(["4", "3", "2", "1", "0"], answers.Select(a => a.Headers.GetValues("RateLimit-Remaining").Single()));
        Assert.Equal("5", answers[0].Headers.GetValues("RateLimit-Limit").Single());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("rate_limited", (string?)(await Visitor.ReadAsync(refused, HttpStatusCode.TooManyRequests))["code"]);
        Assert.Equal(HttpStatusCode.OK, (await bob.SendAsync(HttpMethod.Get, "/api/v1/me")).StatusCode);
    }
}
