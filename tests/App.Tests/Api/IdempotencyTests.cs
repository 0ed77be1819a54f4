using System.Net;
using App.Domain;
using App.Domain.Time;
using App.Infrastructure.Database;
using App.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace App.Tests.Api;

public sealed class IdempotencyTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_repeat_gets_the_first_answer()
    {
        var before = await host.Alice.GetJsonAsync("/api/v1/me");
        var first = await Patch("one", new { locale = "de-DE" });
        var second = await Patch("one", new { locale = "de-DE" });

        var (answer, repeat) = (await Visitor.ReadAsync(first, HttpStatusCode.OK), await Visitor.ReadAsync(second, HttpStatusCode.OK));
        Assert.Equal(answer.ToJsonString(), repeat.ToJsonString());
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal((long)before["version"]! + 1, (long)(await host.Alice.GetJsonAsync("/api/v1/me"))["version"]!);
    }

    [Fact]
    public async Task Duplicates_that_arrive_together_are_done_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.Olivia.SendAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = "Twice" }, ("Idempotency-Key", "together"))));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.Created), a => Assert.Equal(HttpStatusCode.Conflict, a.StatusCode));
        var keys = (await host.Olivia.GetJsonAsync("/api/v1/api-keys"))["items"]!.AsArray();
        Assert.Single(keys, k => (string?)k!["name"] == "Twice");
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_refused()
    {
        await Patch("other", new { locale = "en-GB" });

        var problem = await Visitor.ReadAsync(await Patch("other", new { locale = "fr-FR" }), HttpStatusCode.UnprocessableEntity);

        Assert.Equal("idempotency_key_reused", (string?)problem["code"]);
    }

    [Fact]
    public async Task Keys_of_different_members_have_nothing_to_do_with_each_other()
    {
        await Patch("shared", new { locale = "en-GB" });

        var bob = await host.Bob.SendAsync(HttpMethod.Patch, "/api/v1/me", new { locale = "en-US" }, ("Idempotency-Key", "shared"));

        Assert.Equal("en-US", (string?)(await Visitor.ReadAsync(bob, HttpStatusCode.OK))["locale"]);
    }

    [Fact]
    public async Task An_answer_with_a_secret_is_not_kept()
    {
        var created = await Visitor.ReadAsync(await host.Olivia.SendAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = "Once" }, ("Idempotency-Key", "secret")), HttpStatusCode.Created);
        var again = await Visitor.ReadAsync(await host.Olivia.SendAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = "Once" }, ("Idempotency-Key", "secret")), HttpStatusCode.Conflict);

        await using var db = host.Hub.Get<AppDatabase>().ForSystem("a test looks");
        var kept = await db.StoredAnswers.SingleAsync(a => a.Key == "secret");
        Assert.StartsWith("ihk_", (string)created["secret"]!, StringComparison.Ordinal);
        Assert.Equal("answer_not_kept", (string?)again["code"]);
        Assert.Null(kept.Body);
    }

    [Fact]
    public async Task A_refusal_is_kept_as_well()
    {
        await Visitor.ReadAsync(await Patch("refused", new { timeZone = "Nowhere" }), HttpStatusCode.BadRequest);

        var again = await Patch("refused", new { timeZone = "Nowhere" });

        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        await Visitor.ReadAsync(again, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_key_that_is_none_is_named() =>
        Assert.NotNull((await Visitor.ReadAsync(await Patch(new string('k', 300), new { locale = "en-GB" }), HttpStatusCode.BadRequest))["errors"]!["Idempotency-Key"]);

    [Fact]
    public async Task A_request_whose_server_died_is_in_flight_for_a_minute_and_then_taken_over()
    {
        var time = new ManualTime();
        var answers = new StoredAnswers(host.Hub.Get<AppDatabase>(), time);
        var request = new RepeatableRequest(Guid.CreateVersion7(), Guid.CreateVersion7(), "crashed", [1]);

        Assert.IsType<Claim.Mine>(await answers.ClaimAsync(request, default));
        Assert.IsType<Claim.InFlight>(await answers.ClaimAsync(request, default));
        time.Advance(TimeSpan.FromSeconds(61));
        var taken = Assert.IsType<Claim.Mine>(await answers.ClaimAsync(request, default));
        await answers.KeepAsync(taken.Id, 204, null, null, [], default);

        Assert.Equal(204, Assert.IsType<Claim.Answered>(await answers.ClaimAsync(request, default)).Answer.Status);
        Assert.IsType<Claim.OtherRequest>(await answers.ClaimAsync(request with { Hash = [2] }, default));
        time.Advance(TimeSpan.FromHours(24));
        Assert.IsType<Claim.Mine>(await answers.ClaimAsync(request with { Hash = [2] }, default));
    }

    private Task<HttpResponseMessage> Patch(string key, object body) => host.Alice.SendAsync(HttpMethod.Patch, "/api/v1/me", body, ("Idempotency-Key", key));
}
