using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Push;

/// <summary>Google's channels, and what faults do to pushes of any vendor.</summary>
public sealed class ChannelTests : SandboxTest
{
    private const string Events = $"/accounts/{Alice}/calendars/primary/events";

    private GoogleClient _client = null!;
    private PushReceiver _receiver = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _client = await ConnectAsync();
        _receiver = await PushReceiver.StartAsync();
    }

    public override async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await base.DisposeAsync();
    }

    private static object Event(string id) => new { id, start = new { date = "2026-12-08" }, end = new { date = "2026-12-09" } };

    private async Task<string> WatchAsync(string id = "ch-1", string calendar = "primary", string ttl = "3600")
    {
        var opened = await _client.PostAsync($"calendars/{calendar}/events/watch", new { id, type = "web_hook", address = $"{_receiver.Address}/{id}", token = "opaque", @params = new { ttl } });
        await SettleAsync();
        return opened.Body["resourceId"]!.GetValue<string>();
    }

    private Task SettleAsync() => Host.PostControlAsync("/pushes/settle");

    private async Task ChangeAsync(string id)
    {
        await Host.PostControlAsync(Events, Event(id));
        await SettleAsync();
    }

    private string[] Numbers => [.. _receiver.Received.Select(r => r.Headers["X-Goog-Message-Number"])];

    [Fact]
    public async Task A_channel_greets_and_then_tells_of_each_change_without_saying_what()
    {
        var resource = await WatchAsync();
        await ChangeAsync("first0");

        var (sync, exists) = (_receiver.Received[0], _receiver.Received[1]);
        Assert.Equal("sync", sync.Headers["X-Goog-Resource-State"]);
        Assert.Equal("exists", exists.Headers["X-Goog-Resource-State"]);
        Assert.Equal(["1", "2"], Numbers);
        Assert.Equal("ch-1", exists.Headers["X-Goog-Channel-ID"]);
        Assert.Equal("opaque", exists.Headers["X-Goog-Channel-Token"]);
        Assert.Equal(resource, exists.Headers["X-Goog-Resource-ID"]);
        Assert.Equal("Wed, 18 Nov 2026 10:00:00 GMT", exists.Headers["X-Goog-Channel-Expiration"]);
        Assert.Contains("/calendar/v3/calendars/primary/events", exists.Headers["X-Goog-Resource-URI"]);
        Assert.Null(exists.Body);
    }

    [Fact]
    public async Task A_channel_hears_only_its_own_calendar_until_it_is_stopped_or_expires()
    {
        var resource = await WatchAsync("ch-1");
        await WatchAsync("ch-2", ttl: "7200");
        await Host.PostControlAsync($"/accounts/bob@northwind.example/calendars/primary/events", Event("bobs00"));
        Assert.Equal(["ch-1", "ch-2"], (await Host.GetControlAsync("/state"))["channels"]!.AsArray().Select(c => (string)c!["id"]!));
        await _client.PostAsync("channels/stop", new { id = "ch-1", resourceId = resource });
        Assert.Equal(["ch-2"], (await Host.GetControlAsync("/state"))["channels"]!.AsArray().Select(c => (string)c!["id"]!));
        _receiver.Clear();

        await ChangeAsync("first0");
        Host.Clock.Advance(TimeSpan.FromHours(2));
        await ChangeAsync("later0");

        Assert.Equal("ch-2", Assert.Single(_receiver.Received).Headers["X-Goog-Channel-ID"]);
    }

    [Fact]
    public async Task A_push_may_be_lost()
    {
        await WatchAsync();
        await Host.PostControlAsync("/faults", new { kind = "droppedPush", count = 1, account = Alice });
        await ChangeAsync("first0");
        await ChangeAsync("second0");

        Assert.Equal(["1", "3"], Numbers);
        var log = (await Host.GetControlAsync("/pushes"))["items"]!.AsArray();
        Assert.Equal(["delivered", "dropped", "delivered"], log.Select(p => p!["outcome"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_push_may_come_twice()
    {
        await WatchAsync();
        await Host.PostControlAsync("/faults", new { kind = "duplicatedPush", count = 1, vendor = "google" });
        await ChangeAsync("first0");

        Assert.Equal(["1", "2", "2"], Numbers);
    }

    [Fact]
    public async Task A_push_may_come_after_those_that_follow_it()
    {
        await WatchAsync();
        await Host.PostControlAsync("/faults", new { kind = "latePush", count = 1, operation = "/ch-1" });
        await ChangeAsync("first0");
        await ChangeAsync("second0");
        Assert.Equal(["1", "3"], Numbers);

        await Host.PostControlAsync("/pushes/release");

        Assert.Equal(["1", "3", "2"], Numbers);
    }

    [Fact]
    public async Task A_push_that_fails_is_tried_again()
    {
        _receiver.Status = System.Net.HttpStatusCode.ServiceUnavailable;
        await WatchAsync();
        _receiver.Status = System.Net.HttpStatusCode.OK;

        await Host.PostControlAsync("/pushes/release");

        Assert.Equal(["1", "1"], Numbers);
        var log = (await Host.GetControlAsync("/pushes"))["items"]!.AsArray();
        Assert.Equal([("refused", 503), ("held", 0), ("delivered", 200)], log.Select(p => (p!["outcome"]!.GetValue<string>(), p["status"]?.GetValue<int>() ?? 0)));
    }

    [Fact]
    public async Task Faults_of_pushes_leave_requests_alone()
    {
        await Host.PostControlAsync("/faults", new { kind = "droppedPush" });

        Assert.Equal(System.Net.HttpStatusCode.OK, (await _client.ListAsync()).Status);
    }

    [Fact]
    public async Task A_reset_forgets_channels_and_what_was_kept_back()
    {
        await WatchAsync();
        await Host.PostControlAsync("/faults", new { kind = "latePush" });
        await ChangeAsync("first0");

        await Host.PostControlAsync("/reset");
        await Host.PostControlAsync("/pushes/release");
        await ChangeAsync("second0");

        Assert.Equal(["1"], Numbers);
        Assert.Empty((await Host.GetControlAsync("/pushes"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Channels_survive_a_restart()
    {
        await WatchAsync();
        await using var survivor = await SandboxHost.StartAsync(Host.Folder, Host.Clock);

        await survivor.PostControlAsync(Events, Event("later0"));
        await survivor.PostControlAsync("/pushes/settle");

        Assert.Equal(["1", "2"], Numbers);
    }
}
