using System.Net;
using App.Sandbox.Tests.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Tests.Google;

public sealed class ConsentTests : SandboxTest
{
    private const string Events = GoogleClient.Root + "calendar.events";
    private const string Lists = GoogleClient.Root + "calendar.calendarlist.readonly";
    private static readonly string[] Scopes = ["openid", "email", Events, Lists];

    private GoogleClient Client => new(Host.Http);

    [Fact]
    public async Task The_page_names_every_account_scope_and_button()
    {
        var page = await Host.Http.GetStringAsync(QueryHelpers.AddQueryString("/sandbox/google/o/oauth2/v2/auth", GoogleClient.Asked(Scopes)));

        Assert.Contains("alice.private@gmail.example", page);
        Assert.Contains("carol@fabrikam.example", page);
        Assert.Contains($"name=\"granted\" value=\"{Events}\"", page);
        Assert.DoesNotContain("name=\"granted\" value=\"openid\"", page);
        Assert.Contains(">Allow</button>", page);
        Assert.Contains(">Cancel</button>", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("style=", page);
    }

    [Fact]
    public async Task A_code_is_exchanged_for_tokens_scopes_and_an_id_token()
    {
        var client = await ConnectAsync(Alice, Scopes);

        Assert.Equal(string.Join(' ', Scopes), client.Tokens["scope"]!.GetValue<string>());
        Assert.Equal(3599, client.Tokens["expires_in"]!.GetValue<int>());
        Assert.NotNull(client.Tokens["id_token"]);
        Assert.NotNull(client.RefreshToken);
    }

    [Fact]
    public async Task An_unticked_scope_is_not_granted_but_sign_in_scopes_always_are()
    {
        var code = await Client.ConsentAsync(Alice, Scopes, [Lists]);
        var (_, tokens) = await Client.ExchangeAsync(code);

        Assert.Equal($"openid email {Lists}", tokens["scope"]!.GetValue<string>());
    }

    [Fact]
    public async Task Cancelling_leads_back_with_access_denied()
    {
        var location = await Client.DecideAsync(Alice, Scopes, Scopes, "cancel");

        Assert.Equal("access_denied", QueryHelpers.ParseQuery(location.Query)["error"]);
        Assert.Equal("st-1", QueryHelpers.ParseQuery(location.Query)["state"]);
        Assert.Equal("google", QueryHelpers.ParseQuery(location.Query)["from"]);
    }

    [Theory]
    [InlineData("client_id", "someone-else", "invalid_client")]
    [InlineData("redirect_uri", "http://hub.example/callback", "redirect_uri_mismatch")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("scope", "https://www.googleapis.com/auth/unheard", "invalid_scope")]
    public async Task A_wrong_request_stays_on_a_page_of_the_vendor(string name, string value, string code)
    {
        using var response = await Host.Http.GetAsync(
            QueryHelpers.AddQueryString("/sandbox/google/o/oauth2/v2/auth", GoogleClient.Asked(Scopes, (name, value))));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(code, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Without_prompt_a_second_consent_gives_no_refresh_token()
    {
        await ConnectAsync(Alice, Scopes);

        var (_, second) = await Client.ExchangeAsync(await Client.ConsentAsync(Alice, Scopes, null, ("prompt", null)));
        var (_, third) = await Client.ExchangeAsync(await Client.ConsentAsync(Alice, Scopes));

        Assert.Null(second["refresh_token"]);
        Assert.NotNull(third["refresh_token"]);
    }

    [Fact]
    public async Task Online_access_gives_no_refresh_token()
    {
        var (_, tokens) = await Client.ExchangeAsync(await Client.ConsentAsync(Alice, Scopes, null, ("access_type", "online")));

        Assert.Null(tokens["refresh_token"]);
    }

    [Fact]
    public async Task Granted_scopes_are_included_when_asked_for()
    {
        await ConnectAsync(Alice, "openid", Lists);

        var code = await Client.ConsentAsync(Alice, ["openid", Events], null, ("include_granted_scopes", "true"));
        var (_, tokens) = await Client.ExchangeAsync(code);

        Assert.Equal($"openid {Events} {Lists}", tokens["scope"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var code = await Client.ConsentAsync(Alice, Scopes);
        await Client.ExchangeAsync(code);

        var (status, body) = await Client.ExchangeAsync(code);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("invalid_grant", body["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_code_expires_after_a_minute()
    {
        var code = await Client.ConsentAsync(Alice, Scopes);
        Host.Clock.Advance(TimeSpan.FromSeconds(60));

        var (_, body) = await Client.ExchangeAsync(code);

        Assert.Equal("invalid_grant", body["error"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier-of-sufficient-length-for-the-rule-of-43", "invalid_grant")]
    [InlineData("code_verifier", "", "invalid_grant")]
    [InlineData("redirect_uri", "http://localhost:7777/elsewhere", "redirect_uri_mismatch")]
    [InlineData("client_secret", "guess", "invalid_client")]
    [InlineData("client_id", "someone-else", "invalid_client")]
    [InlineData("grant_type", "password", "unsupported_grant_type")]
    public async Task A_code_is_bound_to_client_address_and_verifier(string name, string value, string error)
    {
        var code = await Client.ConsentAsync(Alice, Scopes);

        var (_, body) = await Client.ExchangeAsync(code, (name, value));

        Assert.Equal(error, body["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task Userinfo_tells_whose_account_it_is()
    {
        var client = await ConnectAsync("alice.private@gmail.example", Scopes);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sandbox/google/v1/userinfo");
        request.Headers.Authorization = new("Bearer", client.AccessToken);

        var body = await (await Host.Http.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.Contains("alice.private@gmail.example", body);
        Assert.Contains("\"email_verified\":true", body);
    }
}
