using System.Net;
using App.Tests.Api;
using App.Tests.Hosting;

namespace App.Tests.Access;

/// <summary>A Member can't do an Admin's work, nor an Admin an Owner's.</summary>
public sealed class RoleTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_member_cant_do_an_admins_work()
    {
        var alice = (string)(await host.Alice.GetJsonAsync("/api/v1/me"))["id"]!;
        var bob = (string)(await host.Bob.GetJsonAsync("/api/v1/me"))["id"]!;
        (HttpMethod Method, string Path, object? Body)[] tries =
        [
            (HttpMethod.Patch, $"/api/v1/members/{alice}", new { role = "admin" }),
            (HttpMethod.Delete, $"/api/v1/members/{bob}", null),
            (HttpMethod.Post, "/api/v1/invitations", new { email = "eve@northwind.example", role = "owner" }),
            (HttpMethod.Post, "/api/v1/api-keys", new { name = "Mine", mayWrite = true }),
        ];

        foreach (var (method, path, body) in tries)
        {
            using var response = await host.Alice.SendAsync(method, path, body);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Equal("member", (string?)(await host.Alice.GetJsonAsync("/api/v1/me"))["role"]);
        Assert.Equal("admin", (string?)(await host.Bob.GetJsonAsync("/api/v1/me"))["role"]);
        Assert.DoesNotContain((await host.Olivia.GetJsonAsync("/api/v1/invitations"))["items"]!.AsArray(), i => (string?)i!["email"] == "eve@northwind.example");
    }

    [Fact]
    public async Task A_member_sees_nobody_elses_affairs()
    {
        foreach (var path in (string[])["/api/v1/connections?everyone=true", "/api/v1/activities?everyone=true", "/api/v1/sync-runs?everyone=true"])
        {
            using var response = await host.Alice.SendAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task An_admin_cant_make_herself_or_anybody_an_owner()
    {
        var bob = (string)(await host.Bob.GetJsonAsync("/api/v1/me"))["id"]!;

        var promoted = await host.Bob.SendAsync(HttpMethod.Patch, $"/api/v1/members/{bob}", new { role = "owner" });
        var invited = await host.Bob.SendAsync(HttpMethod.Post, "/api/v1/invitations", new { email = "frank@northwind.example", role = "owner" });

        Assert.False(promoted.IsSuccessStatusCode);
        Assert.False(invited.IsSuccessStatusCode);
        Assert.Equal("admin", (string?)(await host.Bob.GetJsonAsync("/api/v1/me"))["role"]);
    }

    [Fact]
    public async Task A_key_that_reads_only_changes_nothing_and_no_key_makes_keys()
    {
        var reads = await KeyAsync(mayWrite: false);
        var writes = await KeyAsync(mayWrite: true);
        using var program = host.Hub.Visit();

        Assert.Equal(HttpStatusCode.OK, (await program.SendAsync(HttpMethod.Get, "/api/v1/me", null, reads)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.SendAsync(HttpMethod.Patch, "/api/v1/me", new { locale = "en-US" }, reads)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.SendAsync(HttpMethod.Post, "/api/v1/sync-all", null, reads)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.SendAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = "More" }, writes)).StatusCode);
    }

    private async Task<(string, string)> KeyAsync(bool mayWrite) =>
        ("Authorization", $"Bearer {(string)(await Visitor.ReadAsync(await host.Olivia.SendAsync(HttpMethod.Post, "/api/v1/api-keys", new { name = $"Key {mayWrite}", mayWrite }), HttpStatusCode.Created))["secret"]!}");
}
