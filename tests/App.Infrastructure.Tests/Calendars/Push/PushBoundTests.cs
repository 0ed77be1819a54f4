using System.Net;
using System.Net.Http.Json;
using App.Infrastructure.Calendars.Push;
using App.Infrastructure.Providers.OutlookCalendar;

namespace App.Infrastructure.Tests.Calendars.Push;

/// <summary>How much one push may tell.</summary>
public sealed class PushBoundTests : IAsyncLifetime
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false });

    private readonly Guid _channel = Guid.CreateVersion7();
    private PushWorld _push = null!;

    public async Task InitializeAsync()
    {
        _push = await PushWorld.BuildAsync();
        Assert.True((await _push.Get<ChannelKey>().LoadAsync(default)).IsOk);
    }

    public async Task DisposeAsync()
    {
        if (_push is not null)
        {
            await _push.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(OutlookWebhookReceiver.MostNotices, HttpStatusCode.Accepted, 1)]
    [InlineData(OutlookWebhookReceiver.MostNotices + 1, HttpStatusCode.BadRequest, 0)]
    public async Task A_body_of_more_notices_than_any_vendor_sends_is_refused_as_a_whole(int notices, HttpStatusCode answer, int told)
    {
        var key = _push.Get<ChannelKey>();
        var own = new { clientState = key.SecretOf(_channel) };
        using var content = JsonContent.Create(new { value = Enumerable.Repeat(new { clientState = "wrong" }, notices - 1).Append(own) });
        using var response = await Http.PostAsync(new Uri($"{_push.Address}/api/v1/inbound/outlook-calendar/{key.IdOf(_channel)}"), content);

        Assert.Equal(answer, response.StatusCode);
        Assert.Equal(told, _push.Get<SignalBox>().Take().Count);
    }
}
