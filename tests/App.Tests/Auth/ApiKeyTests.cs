using System.Net;
using App.Domain;
using App.Infrastructure.Organizations;
using App.Sandbox.People;

namespace App.Tests.Auth;

public sealed class ApiKeyTests : IAsyncLifetime
{
    private SignInHost _host = null!;
    private Visitor _program = null!;
    private Actor _olivia = null!;

    public async Task InitializeAsync()
    {
        _host = await SignInHost.StartAsync();
        _program = new Visitor(_host.Url);
        var member = (await _host.Get<SignInMember>().RunAsync(new Identity("https://id.test", "o", Person.Olivia.Email, true, "Olivia"), null, default)).Value;
        _olivia = new Actor.Person(member.OrganizationId, member.Id);
    }

    public async Task DisposeAsync()
    {
        _program.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_program_without_a_key_is_told_so_and_not_led_to_a_page()
    {
        using var nothing = await _program.AskAsync("/api/Member");
        using var wrong = await _program.AskAsync("/api/Member", "ihk_" + new string('A', 43));
        using var nonsense = await _program.AskAsync("/api/Member", "x");

        Assert.All([nothing, wrong, nonsense], r => Assert.Equal(HttpStatusCode.Unauthorized, r.StatusCode));
        Assert.Equal("Bearer", nothing.Headers.WwwAuthenticate.ToString());
        Assert.Equal("Bearer error=\"invalid_token\"", wrong.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_key_acts_as_its_member_until_it_is_revoked()
    {
        var key = (await _host.Get<CreateApiKey>().RunAsync(_olivia, "Booking page", mayWrite: false, default)).Value;
        using var works = await _program.AskAsync("/api/Owner", key.Secret);
        await _host.Get<RevokeApiKey>().RunAsync(_olivia, key.Id, null, default);
        using var revoked = await _program.AskAsync("/api/Owner", key.Secret);

        Assert.Contains($"KeyId = {key.Id}, MayWrite = False", await works.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, revoked.StatusCode);
    }

    [Fact]
    public async Task A_key_opens_no_pages_and_a_bad_key_does_not_fall_back_to_the_session()
    {
        var key = (await _host.Get<CreateApiKey>().RunAsync(_olivia, "Script", mayWrite: true, default)).Value;
        using var page = await _program.AskAsync("/Member", key.Secret);
        using var browser = new Visitor(_host.Url);
        (await browser.SignInAsync(Person.Carol.Email)).Dispose();
        using var bad = await browser.AskAsync("/api/Member", "ihk_wrong");

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, bad.StatusCode);
    }
}
