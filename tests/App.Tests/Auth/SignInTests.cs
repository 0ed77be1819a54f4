using System.Net;
using App.Domain;
using App.Domain.Organizations;
using App.Infrastructure.Organizations;
using App.Sandbox.People;

namespace App.Tests.Auth;

public sealed class SignInTests : IAsyncLifetime
{
    private SignInHost _host = null!;
    private Visitor _visitor = null!;

    public async Task InitializeAsync()
    {
        _host = await SignInHost.StartAsync();
        _visitor = new Visitor(_host.Url);
    }

    public async Task DisposeAsync()
    {
        _visitor.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_sign_in_and_comes_back_to_where_she_wanted()
    {
        using var asked = await _visitor.OpenAsync("/Member?x=1");
        Assert.Equal("sign in, then /Member?x=1", await asked.Content.ReadAsStringAsync());

        using var arrived = await _visitor.SignInAsync(Person.Olivia.Email, "?returnUrl=%2FMember%3Fx%3D1");

        Assert.Equal("/Member?x=1", arrived.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.StartsWith("Person { ", await arrived.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData("//evil.test")]
    [InlineData("/\\evil.test")]
    public async Task Signing_in_never_leads_elsewhere(string returnUrl)
    {
        using var arrived = await _visitor.SignInAsync(Person.Olivia.Email, $"?returnUrl={Uri.EscapeDataString(returnUrl)}");

        Assert.Equal("home", await arrived.Content.ReadAsStringAsync());
        Assert.All(_visitor.Led, address => Assert.Equal(_host.Url.Authority, address.Authority));
    }

    [Fact]
    public async Task The_session_is_a_cookie_that_scripts_and_other_sites_can_not_use_and_that_holds_no_token()
    {
        (await _visitor.SignInAsync(Person.Olivia.Email)).Dispose();

        var cookie = Assert.Single(_visitor.CookiesSet, c => c.StartsWith("hub-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        var ticket = _host.Get<Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>>().Get(App.Auth.AuthSchemes.Session).TicketDataFormat
            .Unprotect(Uri.UnescapeDataString(cookie["hub-session=".Length..cookie.IndexOf(';', StringComparison.Ordinal)]))!;
        Assert.DoesNotContain(ticket.Properties.Items, i => i.Key.Contains("token", StringComparison.OrdinalIgnoreCase) || i.Value?.Contains("eyJ", StringComparison.Ordinal) == true);
        Assert.Equal(3, ticket.Principal.Claims.Count());
    }

    [Fact]
    public async Task Somebody_nobody_invited_is_refused_in_words()
    {
        (await _visitor.SignInAsync(Person.Olivia.Email)).Dispose();
        using var carol = new Visitor(_host.Url);
        using var refused = await carol.SignInAsync(Person.Carol.Email);

        Assert.Equal("not_invited", await refused.Content.ReadAsStringAsync());
        using var still = await carol.AskAsync("/Member");
        Assert.Equal(HttpStatusCode.Redirect, still.StatusCode);
    }

    [Fact]
    public async Task An_invitation_travels_through_the_sign_in()
    {
        var olivia = await EnterAsync(Person.Olivia);
        var invited = (await _host.Get<InviteMember>().RunAsync(olivia, "carols-other-address@fabrikam.example", Role.Admin, _host.Url, default)).Value;

        using var carol = new Visitor(_host.Url);
        (await carol.SignInAsync(Person.Carol.Email, $"?invitation={invited.Link.Segments[^1]}")).Dispose();
        using var admin = await carol.AskAsync("/Admin");
        using var owner = await carol.AskAsync("/Owner");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (admin.StatusCode, owner.StatusCode));
    }

    [Fact]
    public async Task The_way_back_works_once_and_in_the_same_browser_only()
    {
        var back = await _visitor.ReturnAddressAsync(Person.Olivia.Email);
        using var thief = new Visitor(_host.Url);

        using var stolen = await thief.OpenAsync(back.AbsoluteUri);
        using var first = await _visitor.OpenAsync(back.AbsoluteUri);
        using var second = await _visitor.OpenAsync(back.AbsoluteUri);

        Assert.Equal(["state_lost", "home", "state_lost"], [await stolen.Content.ReadAsStringAsync(), await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync()]);
    }

    [Theory]
    [InlineData("", "state_lost")]
    [InlineData("?code=x&state=y", "state_lost")]
    [InlineData("?error=access_denied", "denied")]
    [InlineData("?error=server_error&error_description=%3Cscript%3E", "issuer_not_believed")]
    public async Task A_way_back_we_did_not_send_anybody_on_is_refused(string query, string reason)
    {
        using var refused = await _visitor.OpenAsync($"/sign-in/callback{query}");

        Assert.Equal(reason, await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_answer_of_another_issuer_is_refused()
    {
        var back = await _visitor.ReturnAddressAsync(Person.Olivia.Email);
        var mixedUp = back.AbsoluteUri.Replace("iss=http", "iss=https", StringComparison.Ordinal);
        using var refused = await _visitor.OpenAsync(mixedUp);

        Assert.NotEqual(back.AbsoluteUri, mixedUp);
        Assert.Equal("issuer_not_believed", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_code_the_issuer_refuses_signs_nobody_in()
    {
        var back = await _visitor.ReturnAddressAsync(Person.Olivia.Email);
        using var refused = await _visitor.OpenAsync(back.AbsoluteUri.Replace("code=", "code=x", StringComparison.Ordinal));

        Assert.Equal("issuer_not_believed", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_said_so()
    {
        await using var host = await SignInHost.StartAsync(("Auth:Issuer", $"http://127.0.0.1:{Ports.Free()}"));
        using var visitor = new Visitor(host.Url);
        using var refused = await visitor.OpenAsync("/sign-in/start");

        Assert.Equal("unavailable", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Signing_out_needs_our_own_page_and_ends_every_copy_of_the_session()
    {
        (await _visitor.SignInAsync(Person.Olivia.Email)).Dispose();
        var cookie = _visitor.CookiesSet.Last(c => c.StartsWith("hub-session=", StringComparison.Ordinal)).Split(';')[0];

        using var forged = await _visitor.PostAsync("/sign-out");
        using var token = await _visitor.OpenAsync("/token");
        using var signedOut = await _visitor.PostAsync("/sign-out", ("__RequestVerificationToken", await token.Content.ReadAsStringAsync()));
        using var after = await _visitor.AskAsync("/Member");

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal("/sign-in?signedOut=true", signedOut.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await StatusWithCookieAsync(cookie));
    }

    [Fact]
    public async Task Who_was_removed_is_out_at_once_where_a_role_is_asked_and_within_a_minute_everywhere()
    {
        var olivia = await EnterAsync(Person.Olivia);
        await _host.Get<InviteMember>().RunAsync(olivia, Person.Bob.Email, Role.Admin, _host.Url, default);
        using var bob = new Visitor(_host.Url);
        (await bob.SignInAsync(Person.Bob.Email, "?returnUrl=%2FAdmin")).Dispose();
        var member = (await _host.Get<ListMembers>().RunAsync(olivia, null, 10, default)).Value.Items.Single(m => m.Name == Person.Bob.Name);
        await _host.Get<RemoveMember>().RunAsync(olivia, member.Id, null, default);

        using var atOnce = await bob.AskAsync("/Admin");
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        using var later = await bob.AskAsync("/Admin");
        using var again = await bob.SignInAsync(Person.Bob.Email);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Redirect), (atOnce.StatusCode, later.StatusCode));
        Assert.Equal("removed", await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_session_ends_after_the_hours_without_a_visit_and_slides_with_each()
    {
        (await _visitor.SignInAsync(Person.Olivia.Email)).Dispose();
        _host.Time.Advance(TimeSpan.FromHours(8));
        using var visited = await _visitor.AskAsync("/Member");
        _host.Time.Advance(TimeSpan.FromHours(8));
        using var slid = await _visitor.AskAsync("/Member");
        _host.Time.Advance(TimeSpan.FromHours(13));
        using var ended = await _visitor.AskAsync("/Member");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Redirect], [visited.StatusCode, slid.StatusCode, ended.StatusCode]);
    }

    private async Task<Actor> EnterAsync(Person person)
    {
        using var visitor = new Visitor(_host.Url);
        (await visitor.SignInAsync(person.Email)).Dispose();
        var member = (await _host.Get<SignInMember>().RunAsync(new Identity(new Uri(_host.Url, "/sandbox/identity").AbsoluteUri, person.Subject, person.Email, true, person.Name), null, default)).Value;
        return new Actor.Person(member.OrganizationId, member.Id);
    }

    private async Task<HttpStatusCode> StatusWithCookieAsync(string cookie)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _host.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/Member");
        request.Headers.Add("Cookie", cookie);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
