using System.Net;
using System.Xml.Linq;
using App.Sandbox.Tests.Hosting;
using App.Testing;

namespace App.Sandbox.Tests.CalDav;

public sealed class DiscoveryTests : SandboxTest
{
    private static readonly XName ResourceType = DavClient.Dav + "resourcetype";

    private Task<DavClient> ConnectDavAsync(string account = Alice) => DavClient.ConnectAsync(Host, account);

    [Fact]
    public async Task The_well_known_path_leads_to_the_server()
    {
        using var answer = await Host.Http.SendAsync(new HttpRequestMessage(new HttpMethod("PROPFIND"), "/sandbox/caldav/.well-known/caldav"));

        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.Equal("/sandbox/caldav/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_home_is_a_whole_address_under_another_path()
    {
        var client = await ConnectDavAsync();

        Assert.StartsWith($"{Host.Address}/sandbox/caldav/p37/", client.Home, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_may_be_on_another_host_name()
    {
        await Host.SettingsAsync(new { otherHost = true });
        var client = await ConnectDavAsync();

        Assert.StartsWith("http://localhost:", client.Home, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MultiStatus, (await client.PropFindAsync(client.Home, "1", ResourceType)).Status);
    }

    [Fact]
    public async Task Only_the_app_specific_password_opens()
    {
        var passwords = await Host.GetControlAsync($"/caldav/accounts/{Alice}/password");
        foreach (var wrong in new[] { passwords["ordinaryPassword"]!.GetValue<string>(), "nonsense", "" })
        {
            var answer = await new DavClient(Host.Http, Alice, wrong).PropFindAsync("/sandbox/caldav/", "0", ResourceType);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            Assert.Equal("Basic", answer.Message.Headers.WwwAuthenticate.Single().Scheme);
        }

        Assert.Contains(passwords["appPassword"]!.GetValue<string>(), await Host.Http.GetStringAsync("/sandbox"));
    }

    [Fact]
    public async Task The_passwords_of_the_seed_are_those_of_the_readme()
    {
        var readme = await File.ReadAllTextAsync(RepositoryRoot.Path("src/App.Sandbox/CalDav/README.md"));
        foreach (var account in new[] { Alice, "bob@northwind.example", "olivia@northwind.example", "carol@fabrikam.example" })
        {
            var password = (await Host.GetControlAsync($"/caldav/accounts/{account}/password"))["appPassword"]!.GetValue<string>();
            Assert.Contains($"| `{account}` | `{password}` |", readme);
        }
    }

    [Fact]
    public async Task A_new_password_ends_the_old_one()
    {
        var client = await ConnectDavAsync();
        await Host.PostControlAsync($"/accounts/{Alice}/revoke?vendor=caldav");

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SyncAsync()).Status);
        Assert.Equal(HttpStatusCode.MultiStatus, (await (await ConnectDavAsync()).SyncAsync()).Status);
    }

    [Fact]
    public async Task The_home_lists_calendars_and_what_is_none()
    {
        var client = await ConnectDavAsync();
        var components = DavClient.Cal + "supported-calendar-component-set";
        var home = await client.PropFindAsync(client.Home, "1", ResourceType, DavClient.Dav + "displayname", components, DavClient.Server + "getctag", DavClient.Dav + "sync-token");

        var calendars = home.Entries.Where(e => e.Properties[ResourceType].Element(DavClient.Cal + "calendar") is not null).ToList();
        Assert.Equal(["Home", "Family", "Reminders", "Team"], calendars.Select(c => c.Text(DavClient.Dav + "displayname")));
        Assert.Equal(["VEVENT", "VEVENT", "VTODO", "VEVENT"], calendars.Select(c => c.Properties[components].Elements().Single().Attribute("name")!.Value));
        Assert.All(calendars, c => Assert.NotNull(c.Text(DavClient.Server + "getctag")));
        Assert.Contains(home.Entries, e => e.Properties[ResourceType].Element(DavClient.Cal + "schedule-inbox") is not null);
    }

    [Fact]
    public async Task What_is_not_there_is_told_as_404_beside_what_is()
    {
        var client = await ConnectDavAsync();
        var answer = await client.PropFindAsync(client.Calendar, "0", DavClient.Dav + "displayname", DavClient.Dav + "quota-used-bytes");

        Assert.Equal(2, answer.Xml.Descendants(DavClient.Dav + "propstat").Count());
        Assert.Contains("404", answer.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await client.PropFindAsync(client.Home + "nowhere/", "0", ResourceType)).Status);
    }

    [Fact]
    public async Task Nobody_sees_the_home_of_another()
    {
        var client = await ConnectDavAsync();
        var bob = await ConnectDavAsync("bob@northwind.example");

        Assert.Equal(HttpStatusCode.Forbidden, (await bob.PropFindAsync(client.Home, "1", ResourceType)).Status);
    }

    [Fact]
    public async Task Infinite_depth_is_refused_and_a_plain_visit_too()
    {
        var client = await ConnectDavAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await client.PropFindAsync(client.Home, "infinity", ResourceType)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/sandbox/caldav/")).Status);
        Assert.Contains("calendar-access", (await client.SendAsync("OPTIONS", "/sandbox/caldav/", null, "0")).Message.Headers.GetValues("DAV").Single());
    }

    [Theory]
    [InlineData("none", "<multistatus xmlns=\"DAV:\">")]
    [InlineData("usual", "<D:multistatus ")]
    [InlineData("odd", "<C:multistatus ")]
    public async Task Prefixes_are_as_they_were_set(string prefixes, string root)
    {
        await Host.SettingsAsync(new { prefixes });
        var client = await ConnectDavAsync();
        var answer = await client.PropFindAsync(client.Calendar, "0", DavClient.Cal + "supported-calendar-component-set");

        Assert.Contains(root, answer.Text);
        Assert.NotNull(answer.Entries[0].Properties[DavClient.Cal + "supported-calendar-component-set"]);
    }

    [Theory]
    [InlineData(false, "/sandbox/caldav/p37/")]
    [InlineData(true, "http://127.0.0.1")]
    public async Task Hrefs_are_whole_addresses_or_paths(bool absoluteHrefs, string start)
    {
        await Host.SettingsAsync(new { absoluteHrefs });
        var client = await ConnectDavAsync();
        var listed = await client.SyncAsync();

        Assert.All(listed.Entries, e => Assert.StartsWith(start, e.Href, StringComparison.Ordinal));
        Assert.NotNull((await client.MultiGetAsync(listed.Entries[^1].Href)).Entries[0].Text(DavClient.Data));
    }
}
