using System.Net;
using App.Tests.Api;
using App.Tests.Hosting;

namespace App.Tests.Organizations;

/// <summary>The pages one sees before one is somebody.</summary>
public sealed class SignInPageTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/settings/members", "sign-in/start?returnUrl=%2Fsettings%2Fmembers")]
    [InlineData("//evil.test", "sign-in/start")]
    [InlineData("https://evil.test", "sign-in/start")]
    public async Task The_button_leads_to_the_issuer_and_back_to_our_own_paths_only(string wanted, string link)
    {
        var page = await ReadAsync($"/sign-in?returnUrl={Uri.EscapeDataString(wanted)}");

        Assert.Contains($"href=\"{link}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.test", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_for_members_leads_strangers_to_sign_in_and_members_on()
    {
        using var stranger = host.Hub.Visit();
        var asked = await stranger.LocationAsync(await stranger.SendAsync(HttpMethod.Get, "/integrations/health?x=1"));
        var signedIn = await host.Alice.LocationAsync(await host.Alice.SendAsync(HttpMethod.Get, "/sign-in?returnUrl=%2Faccount"));

        Assert.Equal("/sign-in?returnUrl=%2Fintegrations%2Fhealth%3Fx%3D1", asked.PathAndQuery);
        Assert.Equal("/account", signedIn.PathAndQuery);
    }

    [Theory]
    [InlineData("not_invited", "Nobody has invited this address yet.")]
    [InlineData("email_not_verified", "has not verified your e-mail address")]
    [InlineData("sign_up_closed", "by invitation only")]
    [InlineData("removed", "no longer a member")]
    [InlineData("unavailable", "does not answer")]
    [InlineData("state_lost", "started in another window")]
    [InlineData("%3Cscript%3Ealert(1)%3C%2Fscript%3E", "started in another window")]
    public async Task A_refusal_is_said_in_our_words_whatever_the_address_says(string reason, string words)
    {
        var page = await ReadAsync($"/sign-in/refused?reason={reason}");

        Assert.Contains(words, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_not_ours_says_so() =>
        Assert.Contains("This invitation link is not one of ours.", await ReadAsync("/invitations/" + new string('A', 43)), StringComparison.Ordinal);

    [Fact]
    public async Task A_page_of_the_settings_is_filled_before_the_circuit_is_there()
    {
        using var response = await host.Olivia.SendAsync(HttpMethod.Get, "/settings/members");
        var page = await response.Content.ReadAsStringAsync();

        Assert.Contains("Bob Meyer", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Carol Diaz", page, StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync(string path)
    {
        using var stranger = host.Hub.Visit();
        using var response = await stranger.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
