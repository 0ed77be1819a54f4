using System.Net;
using App.Sandbox.Tests.Hosting;

namespace App.Sandbox.Tests.Push;

/// <summary>Graph's subscriptions.</summary>
public sealed class SubscriptionTests : SandboxTest
{
    private const string Control = $"/microsoft/accounts/{Alice}";
    private const string Events = Control + "/calendars/primary/events";

    private GraphClient _client = null!;
    private PushReceiver _receiver = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _client = await ConnectMicrosoftAsync();
        _receiver = await PushReceiver.StartAsync();
    }

    public override async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await base.DisposeAsync();
    }

    private static object Event(string subject) => new
    {
        subject,
        start = new { dateTime = "2026-12-08T09:00:00", timeZone = "UTC" },
        end = new { dateTime = "2026-12-08T10:00:00", timeZone = "UTC" },
    };

    private Task<GraphReply> SubscribeAsync(string expires = "2026-11-20T00:00:00Z", string resource = "/me/events", string? address = null, string kinds = "created,updated,deleted") =>
        _client.PostAsync("subscriptions", new
        {
            changeType = kinds,
            notificationUrl = address ?? _receiver.Address + "/hook",
            lifecycleNotificationUrl = _receiver.Address + "/lifecycle",
            resource,
            expirationDateTime = expires,
            clientState = "state-1",
        });

    private async Task<string> AddAsync(string subject, string calendar = "primary")
    {
        var id = (await Host.PostControlAsync($"{Control}/calendars/{calendar}/events", Event(subject)))["id"]!.GetValue<string>();
        await SettleAsync();
        return id;
    }

    private Task SettleAsync() => Host.PostControlAsync("/pushes/settle");

    [Fact]
    public async Task Each_change_in_any_calendar_of_the_mailbox_is_told()
    {
        var made = await SubscribeAsync();
        var team = (await _client.GetAsync("me/calendars")).Value.Single(c => c!["name"]!.GetValue<string>() == "Team")!["id"]!.GetValue<string>();
        var added = await AddAsync("New");
        await AddAsync("In the team", team);
        await Host.ControlAsync(HttpMethod.Patch, $"{Events}/{added}", new { subject = "Changed" });
        await Host.ControlAsync(HttpMethod.Delete, $"{Events}/{added}");
        await SettleAsync();

        Assert.Equal(["created", "created", "updated", "deleted"], _receiver.Received.Select(r => r.Value.Single()!["changeType"]!.GetValue<string>()));
        var notice = _receiver.Received[0].Value.Single()!;
        Assert.Equal(made.Id, notice["subscriptionId"]!.GetValue<string>());
        Assert.Equal("state-1", notice["clientState"]!.GetValue<string>());
        Assert.Equal(added, notice["resourceData"]!["id"]!.GetValue<string>());
        Assert.EndsWith("/Events/" + added, notice["resource"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("2026-11-20T00:00:00Z", notice["subscriptionExpirationDateTime"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_told_with_ids_of_the_kind_that_was_asked_for()
    {
        _client.Prefer = "";
        await SubscribeAsync(kinds: "deleted");
        var added = await AddAsync("New");
        await Host.ControlAsync(HttpMethod.Delete, $"{Events}/{added}");
        await SettleAsync();

        var told = Assert.Single(_receiver.Received).Value.Single()!;
        Assert.Equal("deleted", told["changeType"]!.GetValue<string>());
        Assert.StartsWith("AAMkAD", told["resourceData"]!["id"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_does_not_give_back_the_token_gets_nothing()
    {
        _receiver.Proof = "something else";

        var answer = await SubscribeAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("ValidationError", answer.Code);
        Assert.Empty((await _client.GetAsync("subscriptions")).Value);
    }

    [Theory]
    [InlineData("2026-11-25T09:01:00Z", "/me/events", null)]
    [InlineData("2026-11-18T08:00:00Z", "/me/events", null)]
    [InlineData("2026-11-20T00:00:00Z", "/me/calendars/x/events", null)]
    [InlineData("2026-11-20T00:00:00Z", "/me/events", "http://hub.example/hook")]
    public async Task What_graph_does_not_allow_is_refused(string expires, string resource, string? address)
    {
        Assert.Equal("InvalidRequest", (await SubscribeAsync(expires, resource, address)).Code);
    }

    [Fact]
    public async Task A_short_life_is_raised_and_a_life_ends()
    {
        var made = await SubscribeAsync("2026-11-18T09:10:00Z");
        Assert.Equal("2026-11-18T09:45:00Z", made.Body["expirationDateTime"]!.GetValue<string>());
        await _client.PatchAsync($"subscriptions/{made.Id}", new { expirationDateTime = "2026-11-18T10:00:00Z" });
        Host.Clock.Advance(TimeSpan.FromMinutes(59));
        await AddAsync("Within");
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await AddAsync("After");

        Assert.Single(_receiver.Received);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"subscriptions/{made.Id}")).Status);
    }

    [Fact]
    public async Task A_deleted_subscription_is_quiet_and_belongs_to_its_maker()
    {
        var made = await SubscribeAsync();
        var bob = await ConnectMicrosoftAsync("bob@northwind.example");

        Assert.Equal(HttpStatusCode.NotFound, (await bob.DeleteAsync($"subscriptions/{made.Id}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync($"subscriptions/{made.Id}")).Status);
        await AddAsync("New");
        Assert.Empty(_receiver.Received);
    }

    [Fact]
    public async Task Who_has_to_reauthorize_is_told_and_hears_nothing_until_then()
    {
        var made = await SubscribeAsync();
        await Host.PostControlAsync(Control + "/lifecycle/reauthorizationRequired");
        await AddAsync("Unheard");
        await _client.SendAsync(HttpMethod.Post, $"subscriptions/{made.Id}/reauthorize");
        await AddAsync("Heard");

        Assert.Equal(["/lifecycle", "/hook"], _receiver.Received.Select(r => r.Path));
        var told = _receiver.Received[0].Value.Single()!;
        Assert.Equal("reauthorizationRequired", told["lifecycleEvent"]!.GetValue<string>());
        Assert.Equal("state-1", told["clientState"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("missed", 1)]
    [InlineData("subscriptionRemoved", 0)]
    public async Task What_was_missed_or_removed_is_told(string lifecycleEvent, int left)
    {
        await SubscribeAsync();
        Assert.Equal(1, (await Host.PostControlAsync($"{Control}/lifecycle/{lifecycleEvent}"))["told"]!.GetValue<int>());
        await SettleAsync();

        Assert.Equal(lifecycleEvent, Assert.Single(_receiver.Received).Value.Single()!["lifecycleEvent"]!.GetValue<string>());
        Assert.Equal(left, (await _client.GetAsync("subscriptions")).Value.Count);
    }

    [Fact]
    public async Task Subscriptions_survive_a_restart()
    {
        await SubscribeAsync();
        await using var survivor = await SandboxHost.StartAsync(Host.Folder, Host.Clock);

        await survivor.PostControlAsync(Events, Event("Later"));
        await survivor.PostControlAsync("/pushes/settle");

        Assert.Single(_receiver.Received);
    }
}
