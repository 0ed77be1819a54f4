using System.Net;
using App.Domain;
using App.Domain.Connections;
using App.Infrastructure.Providers.CalDav;
using App.Infrastructure.Providers.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace App.Infrastructure.Tests.Providers.CalDav;

/// <summary>How far a server is followed that leads on and on.</summary>
public sealed class CalDavDiscoveryTests : IAsyncLifetime
{
    private const string Server = "http://127.0.0.1:1/";

    private World _world = null!;

    public async Task InitializeAsync() => _world = await World.BuildAsync();

    public Task DisposeAsync() => _world.DisposeAsync().AsTask();

    [Theory]
    [InlineData(10, 1, null)]
    [InlineData(11, 1, "more than 10 places")]
    [InlineData(1, 500, null)]
    [InlineData(1, 501, "more than 500 calendars")]
    [InlineData(2, 251, "more than 500 calendars")]
    public async Task Of_homes_and_calendars_so_many_are_read_and_more_are_refused(int homes, int calendars, string? refusal)
    {
        var listed = string.Concat(Enumerable.Range(0, calendars).Select(i => Response($"/home/{i}/", "<resourcetype><collection/><c:calendar/></resourcetype>")));
        var opened = await OpenAsync(r => Depth(r) == "1" ? Multistatus(listed) : Multistatus(Response("/", HomesOf(homes))));

        Assert.Equal(refusal is null, opened.IsOk);
        Assert.Contains(refusal ?? "", Reason(opened), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, "sends us on and on")]
    public async Task Redirects_are_followed_so_often(int redirects, string? refusal)
    {
        var left = redirects;
        var opened = await OpenAsync(r =>
            left-- > 0 ? Redirect($"{Server}{left}/")
            : Depth(r) == "1" ? Multistatus(Response("/home/0/", "<resourcetype><collection/><c:calendar/></resourcetype>"))
            : Multistatus(Response("/", HomesOf(1))));

        Assert.Equal(refusal is null, opened.IsOk);
        Assert.Contains(refusal ?? "", Reason(opened), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_host_gets_no_password_and_is_named()
    {
        var asked = new List<string>();
        var opened = await OpenAsync(r =>
        {
            asked.Add(r.RequestUri!.Host);
            return Redirect("https://elsewhere.example/dav/");
        });

        Assert.Contains("sends us to elsewhere.example", Reason(opened), StringComparison.Ordinal);
        Assert.All(asked, host => Assert.Equal("127.0.0.1", host));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<response><href>/</href><propstat><prop><displayname>Files</displayname></prop></propstat></response>")]
    [InlineData("<response><href>/</href><propstat><prop><c:calendar-home-set><href>mailto:nobody@x.example</href></c:calendar-home-set></prop></propstat></response>")]
    public async Task A_server_without_calendars_is_no_calendar_server(string members) =>
        Assert.Contains("does not answer as a CalDAV server", Reason(await OpenAsync(_ => Multistatus(members))), StringComparison.Ordinal);

    private async Task<Result<OpenedAccount>> OpenAsync(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var hub = _world.NewHub(s => s.AddHttpClient(ProviderHttp.GuardedClientName).AddHttpMessageHandler(() => new Wire { Answer = answer }));
        return await hub.GetRequiredKeyedService<IAccountOpener>(CalDavProvider.Key).OpenAsync(new AccountInput(Server, "alice", "secret"), default);
    }

    private static string Reason(Result<OpenedAccount> opened) => opened.Failure is { } failure ? Assert.Single(Assert.IsType<Failure.Invalid>(failure).Errors["url"]) : "";

    private static string Depth(HttpRequestMessage request) => request.Headers.GetValues("Depth").Single();

    private static string HomesOf(int count) => $"<c:calendar-home-set>{string.Concat(Enumerable.Range(0, count).Select(i => $"<href>/home{i}/</href>"))}</c:calendar-home-set>";

    private static string Response(string href, string properties) => $"<response><href>{href}</href><propstat><prop>{properties}</prop></propstat></response>";

    private static HttpResponseMessage Multistatus(string members) =>
        new(HttpStatusCode.MultiStatus) { Content = new StringContent($"<multistatus xmlns=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\">{members}</multistatus>") };

    private static HttpResponseMessage Redirect(string to) => new(HttpStatusCode.MovedPermanently) { Headers = { Location = new Uri(to) } };
}
