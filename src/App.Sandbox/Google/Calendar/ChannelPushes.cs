using System.Globalization;
using App.Sandbox.Hosting;
using App.Sandbox.Push;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>What goes through push channels: a greeting, and a message without a body for each change.</summary>
internal sealed class ChannelPushes(CalendarStore store, PushDelivery delivery, SandboxClock clock)
{
    /// <summary>Begins to listen to changes.</summary>
    public void Begin()
    {
        store.EventsChanged = calendar => Announce(c => c.CalendarId == calendar.Info.Id);
        store.ListChanged = account => Announce(c => c.CalendarId is null && c.Account == account);
    }

    public void Greet(StoredChannel channel) => Send(channel, "sync");

    private void Announce(Func<StoredChannel, bool> concerned)
    {
        var now = clock.Now(GoogleAccount.Vendor).ToUnixTimeMilliseconds();
        foreach (var channel in store.Channels.Where(c => c.ExpirationMs > now && concerned(c)))
        {
            Send(channel, "exists");
        }
    }

    private void Send(StoredChannel channel, string state)
    {
        var counted = store.CountMessage(channel);
        var headers = new Dictionary<string, string>
        {
            ["X-Goog-Channel-ID"] = channel.Id,
            ["X-Goog-Message-Number"] = counted.Messages.ToString(CultureInfo.InvariantCulture),
            ["X-Goog-Resource-ID"] = channel.ResourceId,
            ["X-Goog-Resource-State"] = state,
            ["X-Goog-Resource-URI"] = channel.ResourceUri,
            ["X-Goog-Channel-Expiration"] = Instant.FromUnixTimeMilliseconds(channel.ExpirationMs).ToDateTimeUtc().ToString("R"),
        };
        if (channel.Token is not null)
        {
            headers["X-Goog-Channel-Token"] = channel.Token;
        }

        delivery.Send(new PushMessage(GoogleAccount.Vendor, channel.Account, channel.Address, state) { Headers = headers });
    }
}
