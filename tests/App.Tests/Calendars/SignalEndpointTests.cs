using System.Net;
using System.Text;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Webhooks.Inbound;
using App.Tests.Hosting;

namespace App.Tests.Calendars;

public sealed class SignalHost : IAsyncLifetime
{
    public HubHost Hub { get; } = HubHost.Start(("Api:RequestsPerMinute", "5"));

    public async Task InitializeAsync() => Assert.True((await Hub.Get<ChannelKey>().LoadAsync(default)).IsOk);

    public async Task DisposeAsync() => await Hub.DisposeAsync();
}

/// <summary>Where vendors push to, in the whole application.</summary>
public sealed class SignalEndpointTests(SignalHost host) : IClassFixture<SignalHost>
{
    private const string WithNotices = "outlook-calendar";
    private const string WithHeaders = "google-calendar";

    private readonly Guid _channel = Guid.CreateVersion7();

    private ChannelKey Key => host.Hub.Get<ChannelKey>();

    [Fact]
    public async Task Who_is_asked_whether_the_address_is_ours_gives_the_token_back_as_plain_text()
    {
        using var answer = await PostAsync(WithNotices, Key.IdOf(_channel), "?validationToken=Validation%3A+Testing+client+application+%2B+100%25");

        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("Validation: Testing client application + 100%", await answer.Content.ReadAsStringAsync());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("%3Cscript%3E")]
    [InlineData("")]
    [InlineData("%00")]
    public async Task What_is_no_token_is_not_given_back(string token)
    {
        using var answer = await PostAsync(WithNotices, Key.IdOf(_channel), "?validationToken=" + token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("script", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_forged_address_gives_nothing_back()
    {
        using var answer = await PostAsync(WithNotices, new string('A', 43), "?validationToken=hello");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("hello", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_is_answered_in_full_whatever_the_limit_of_the_api_is()
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 50; i++)
        {
            using var answer = await PostAsync(WithHeaders, Key.IdOf(_channel), headers: [("X-Goog-Channel-Token", Key.SecretOf(_channel)), ("X-Goog-Resource-State", "exists")]);
            answers.Add(answer.StatusCode);
        }

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Accepted, a));
    }

    [Fact]
    public async Task A_body_is_taken_up_to_its_bound_however_it_is_sent()
    {
        var most = ReceiveInbound.MostBytes;
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(WithNotices, Key.IdOf(_channel), body: new string(' ', most))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(WithNotices, Key.IdOf(_channel), body: new string(' ', most + 1))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(WithNotices, Key.IdOf(_channel), body: new string(' ', most + 1), isChunked: true)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(WithNotices, new string('A', 43), body: new string(' ', 100))).StatusCode);
    }

    [Theory]
    [InlineData(WithNotices, "")]
    [InlineData(WithNotices, """{"value":[{"clientState":"wrong"}]}""")]
    [InlineData(WithNotices, """{"value":[]}""")]
    [InlineData(WithHeaders, "")]
    [InlineData("caldav", "")]
    [InlineData("nobody", "")]
    public async Task Who_does_not_know_the_secret_is_refused(string provider, string body)
    {
        using var answer = await PostAsync(provider, Key.IdOf(_channel), body: body);
        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
    }

    [Fact]
    public async Task Only_posts_are_taken()
    {
        using var stranger = host.Hub.Visit();
        using var answer = await stranger.Client.GetAsync($"/api/v1/inbound/{WithNotices}/{Key.IdOf(_channel)}");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string provider, string channel, string query = "", string body = "", (string, string)[]? headers = null, bool isChunked = false)
    {
        using var stranger = host.Hub.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/inbound/{provider}/{channel}{query}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = isChunked;
        foreach (var (name, value) in headers ?? [])
        {
            request.Headers.Add(name, value);
        }

        return await stranger.Client.SendAsync(request);
    }
}
