using System.Net;
using App.Sandbox.Tests.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Sandbox.Tests.Microsoft;

public sealed class SignInTests : SandboxTest
{
    private const string Personal = "alice.keller@outlook.example";

    private Task<string> PageAsync(string tenant, params (string, string?)[] changes) =>
        Host.Http.GetStringAsync(QueryHelpers.AddQueryString($"/sandbox/microsoft/{tenant}/oauth2/v2.0/authorize", GraphClient.Asked(null, changes)));

    [Fact]
    public async Task Each_tenant_shows_its_own_accounts()
    {
        var (common, work, personal, fabrikam) = (await PageAsync("common"), await PageAsync("organizations"), await PageAsync("consumers"), await PageAsync("fabrikam.example"));

        Assert.Contains(Personal, common);
        Assert.Contains(Alice, common);
        Assert.DoesNotContain(Personal, work);
        Assert.Contains(Personal, personal);
        Assert.DoesNotContain(Alice, personal);
        Assert.Contains("carol@fabrikam.example", fabrikam);
        Assert.DoesNotContain(Alice, fabrikam);
        Assert.Contains("Personal account", common);
    }

    [Fact]
    public async Task The_consent_page_says_in_words_what_is_asked_and_lets_nothing_be_unticked()
    {
        var page = await PageAsync("common");

        Assert.Contains("Have full access to your calendars", page);
        Assert.DoesNotContain("name=\"granted\"", page);
    }

    [Fact]
    public async Task An_account_of_another_tenant_is_refused()
    {
        var client = new GraphClient(Host.Http);

        var answer = await client.DecideAsync(Personal, "organizations");

        Assert.Contains("AADSTS50020", Uri.UnescapeDataString(answer.Query));
    }

    [Theory]
    [InlineData("nowhere.example", "client_id", "sandbox-client", "AADSTS90002")]
    [InlineData("common", "client_id", "other", "AADSTS700016")]
    [InlineData("common", "redirect_uri", "http://hub.example/cb", "AADSTS50011")]
    public async Task What_can_not_be_sent_back_is_said_on_a_page(string tenant, string name, string value, string code)
    {
        using var answer = await Host.Http.GetAsync(QueryHelpers.AddQueryString($"/sandbox/microsoft/{tenant}/oauth2/v2.0/authorize", GraphClient.Asked(null, (name, value))));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("scope", "Mail.Read", "invalid_scope")]
    [InlineData("prompt", "none", "interaction_required")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    public async Task A_wrong_request_is_told_to_the_application(string name, string? value, string error)
    {
        using var answer = await Host.Http.GetAsync(QueryHelpers.AddQueryString("/sandbox/microsoft/common/oauth2/v2.0/authorize", GraphClient.Asked(null, (name, value))));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(error, QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["error"]);
    }

    [Fact]
    public async Task Declining_is_told_to_the_application()
    {
        var answer = await new GraphClient(Host.Http).DecideAsync(Alice, "common", decision: "cancel");

        Assert.Equal("access_denied", QueryHelpers.ParseQuery(answer.Query)["error"]);
        Assert.Equal("st-1", QueryHelpers.ParseQuery(answer.Query)["state"]);
    }

    [Fact]
    public async Task Tokens_name_their_scopes_and_only_offline_access_gives_a_refresh_token()
    {
        var without = await ConnectMicrosoftAsync(Alice, "openid", "https://graph.microsoft.com/Calendars.Read");
        var with = await ConnectMicrosoftAsync();

        Assert.Null(without.RefreshToken);
        Assert.Equal("openid Calendars.Read", without.Tokens["scope"]!.GetValue<string>());
        Assert.Equal("openid profile email User.Read Calendars.ReadWrite", with.Tokens["scope"]!.GetValue<string>());
        Assert.Equal(3736, with.Tokens["expires_in"]!.GetValue<int>());
        Assert.NotNull(with.RefreshToken);
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier-of-sufficient-length-for-the-rule-of-43", 501481)]
    [InlineData("client_secret", "wrong", 7000215)]
    [InlineData("redirect_uri", "http://localhost:7777/other", 500112)]
    [InlineData("code", "M.C5never", 70008)]
    [InlineData("grant_type", "password", 70003)]
    public async Task A_wrong_exchange_is_refused_with_a_number(string name, string value, int number)
    {
        var client = new GraphClient(Host.Http);
        var answer = await client.DecideAsync(Alice, "common");
        var code = QueryHelpers.ParseQuery(answer.Query)["code"].ToString();

        var (status, body) = await client.ExchangeAsync(code, (name, value));

        Assert.True((int)status is 400 or 401);
        Assert.Equal(number, body["error_codes"]![0]!.GetValue<int>());
        Assert.StartsWith($"AADSTS{number}: ", body["error_description"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_token_is_replaced_on_every_use_and_the_old_one_stays_valid()
    {
        var client = await ConnectMicrosoftAsync();
        var first = client.RefreshToken!;

        var (_, answer) = await client.RefreshAsync();
        var (again, _) = await client.RefreshAsync(first);

        Assert.NotEqual(first, answer["refresh_token"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, again);
    }

    [Fact]
    public async Task After_the_person_withdraws_the_grant_is_dead()
    {
        var client = await ConnectMicrosoftAsync();
        var google = await ConnectAsync();

        await Host.PostControlAsync($"/accounts/{Alice}/revoke?vendor=microsoft");
        var (status, body) = await client.RefreshAsync();

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("invalid_grant", body["error"]!.GetValue<string>());
        Assert.Equal("InvalidAuthenticationToken", (await client.GetAsync("me")).Code);
        Assert.Equal(HttpStatusCode.OK, (await google.ListAsync()).Status);
    }

    [Fact]
    public async Task Discovery_names_endpoints_that_answer()
    {
        var described = await Host.Http.GetStringAsync("/sandbox/microsoft/common/v2.0/.well-known/openid-configuration");
        var client = await ConnectMicrosoftAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sandbox/microsoft/oidc/userinfo") { Headers = { Authorization = new("Bearer", client.AccessToken) } };
        using var info = await Host.Http.SendAsync(request);

        Assert.Contains("/sandbox/microsoft/common/oauth2/v2.0/token", described);
        Assert.Contains(Alice, await info.Content.ReadAsStringAsync());
        Assert.Contains("\"kty\":\"RSA\"", await Host.Http.GetStringAsync("/sandbox/microsoft/common/discovery/v2.0/keys"));
    }

    [Fact]
    public async Task Reading_does_not_allow_writing()
    {
        var client = await ConnectMicrosoftAsync(Alice, "Calendars.Read");

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("me/calendars")).Status);
        Assert.Equal("ErrorAccessDenied", (await client.PostAsync("me/events", new { })).Code);
        Assert.Equal("ErrorAccessDenied", (await client.GetAsync("me")).Code);
    }
}
