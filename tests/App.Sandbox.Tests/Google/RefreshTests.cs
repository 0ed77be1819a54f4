using System.Net;
using System.Text.Json.Nodes;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Google;

public sealed class RefreshTests : SandboxTest
{
    private async Task<(GoogleClient Client, string First)> ConnectInModeAsync(string mode)
    {
        await Host.SettingsAsync(new { refreshMode = mode });
        var client = await ConnectAsync();
        return (client, client.RefreshToken!);
    }

    private static void Refused((HttpStatusCode Status, JsonObject Body) answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid_grant", answer.Body["error"]!.GetValue<string>());
        Assert.Equal("Token has been expired or revoked.", answer.Body["error_description"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_rotation_the_same_token_works_again_and_none_is_sent()
    {
        var (client, first) = await ConnectInModeAsync("none");

        var (_, answer) = await client.RefreshAsync(first);
        var (again, _) = await client.RefreshAsync(first);

        Assert.Null(answer["refresh_token"]);
        Assert.NotEqual(client.AccessToken, answer["access_token"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, again);
    }

    [Fact]
    public async Task When_kept_the_old_token_stays_valid()
    {
        var (client, first) = await ConnectInModeAsync("keep");
        var (_, answer) = await client.RefreshAsync(first);
        Host.Clock.Advance(TimeSpan.FromDays(1));

        var (old, _) = await client.RefreshAsync(first);
        var (current, _) = await client.RefreshAsync(answer["refresh_token"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.OK, old);
        Assert.Equal(HttpStatusCode.OK, current);
    }

    [Fact]
    public async Task In_grace_the_old_token_works_for_a_minute_only()
    {
        var (client, first) = await ConnectInModeAsync("grace");
        await client.RefreshAsync(first);
        Host.Clock.Advance(TimeSpan.FromSeconds(59));
        var (within, answer) = await client.RefreshAsync(first);
        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        Refused(await client.RefreshAsync(first));
        Assert.Equal(HttpStatusCode.OK, within);
        Assert.Equal(HttpStatusCode.OK, (await client.RefreshAsync(answer["refresh_token"]!.GetValue<string>())).Status);
    }

    [Fact]
    public async Task When_strict_a_spent_token_revokes_the_family()
    {
        var (client, first) = await ConnectInModeAsync("strict");
        var (_, answer) = await client.RefreshAsync(first);
        client.Keep(answer);

        Refused(await client.RefreshAsync(first));

        Refused(await client.RefreshAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.ListAsync()).Status);
        Assert.Equal(1, (await Host.GetControlAsync("/stats"))["refreshGrantsLost"]!.GetValue<int>());
    }

    [Fact]
    public async Task When_strict_each_new_token_works()
    {
        var (client, _) = await ConnectInModeAsync("strict");

        for (var i = 0; i < 3; i++)
        {
            var (status, answer) = await client.RefreshAsync();
            Assert.Equal(HttpStatusCode.OK, status);
            client.Keep(answer);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.ListAsync()).Status);
    }

    [Fact]
    public async Task An_access_token_expires_by_the_vendors_clock()
    {
        await Host.SettingsAsync(new { accessTokenSeconds = 100 });
        var client = await ConnectAsync();
        Assert.Equal(100, client.Tokens["expires_in"]!.GetValue<int>());

        Host.Clock.Advance(TimeSpan.FromSeconds(99));
        Assert.Equal(HttpStatusCode.OK, (await client.ListAsync()).Status);
        await Host.SettingsAsync(new { clockSkewSeconds = 5 });

        var answer = await client.ListAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("authError", answer.Reason);
    }

    [Fact]
    public async Task Revoking_any_token_ends_all_of_them()
    {
        var client = await ConnectAsync();
        using var revoked = await Host.Http.PostAsync(
            "/sandbox/google/revoke",
            new FormUrlEncodedContent([new("token", client.AccessToken)]));

        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.ListAsync()).Status);
        Refused(await client.RefreshAsync());
    }

    [Fact]
    public async Task Revoking_an_unknown_token_is_refused()
    {
        using var answer = await Host.Http.PostAsync("/sandbox/google/revoke", new FormUrlEncodedContent([new("token", "ya29.never")]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task After_a_person_withdraws_the_next_consent_counts_as_the_first()
    {
        var client = await ConnectAsync();
        await Host.PostControlAsync($"/accounts/{Alice}/revoke");
        Refused(await client.RefreshAsync());

        var code = await client.ConsentAsync(Alice, ["openid"], null, ("prompt", null));
        var (_, tokens) = await client.ExchangeAsync(code);

        Assert.NotNull(tokens["refresh_token"]);
    }

    [Fact]
    public async Task Statistics_tell_what_was_presented()
    {
        var (client, first) = await ConnectInModeAsync("keep");
        await client.RefreshAsync(first);
        await client.RefreshAsync(first);
        await client.RefreshAsync("1//never-issued");

        var stats = await Host.GetControlAsync("/stats");

        Assert.Equal(["current", "old", "unknown"], stats["each"]!.AsArray().Select(r => r!["presented"]!.GetValue<string>()));
        Assert.Equal(3, stats["refreshes"]!.GetValue<int>());
        Assert.Equal(4, stats["tokenRequests"]!.GetValue<int>());
    }
}
