using System.Text.Json;
using System.Text.Json.Nodes;
using App.Domain;
using App.Domain.Calendars;
using App.Domain.Connections;
using App.Domain.Time;
using App.Infrastructure.Providers.Shared;
using NodaTime;
using NodaTime.Text;

namespace App.Infrastructure.Providers.OutlookCalendar;

/// <summary>
/// Subscriptions to the events of the whole mailbox, which is all that Graph offers; its notices of a subscription's life come to the same address
/// (learn.microsoft.com/graph/outlook-change-notifications-overview and change-notifications-lifecycle-events, 2026-04).
/// </summary>
internal sealed class OutlookCalendarWatcher(OutlookCalendarApi api, TimeProvider time) : ICalendarWatcher, IChannelRenewer
{
    private const string Resource = "/me/events";
    private const int MostListPages = 10;

    public WatchScope Scope => WatchScope.Account;

    /// <summary>4,230 minutes: what older pages of Microsoft's allow; newer ones say 10,080.</summary>
    public Duration Life => Duration.FromMinutes(4230);

    /// <summary>Graph reaches the address before it answers: a subscription that was made has been proved.</summary>
    public async Task<Result<OpenedChannel>> OpenAsync(Grant grant, ChannelRequest request, CancellationToken cancellationToken)
    {
        if (request.IsRepeated)
        {
            var found = await FindAsync(grant, request.Address.AbsoluteUri, cancellationToken);
            if (!found.TryGet(out var earlier, out var failure))
            {
                return failure;
            }

            if (earlier.Count > 0)
            {
                return Read(earlier[0]);
            }
        }

        var body = new OutlookSubscription
        {
            ChangeType = "created,updated,deleted",
            NotificationUrl = request.Address.AbsoluteUri,
            LifecycleNotificationUrl = request.Address.AbsoluteUri,
            Resource = Resource,
            ClientState = request.Secret,
            ExpirationDateTime = End,
        };
        var answer = await api.SendAsync(grant, new JsonWrite(HttpMethod.Post, api.Url("subscriptions", []), Write(body)) { Once = true }, Parse, cancellationToken);
        return answer.TryGet(out var made, out var refused) ? Read(made) : refused;
    }

    public Task<Result<Done>> StopAsync(Grant grant, VendorChannel channel, CancellationToken cancellationToken) =>
        api.SendAsync(grant, new JsonWrite(HttpMethod.Delete, Of(channel)) { Once = true }, _ => default(Done), cancellationToken);

    /// <summary>A new end also gives a subscription back the authority it was told to renew.</summary>
    public async Task<Result<Instant>> RenewAsync(Grant grant, VendorChannel channel, CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(grant, new JsonWrite(HttpMethod.Patch, Of(channel), Write(new OutlookSubscription { ExpirationDateTime = End })) { Once = true }, Parse, cancellationToken);
        return answer.TryGet(out var renewed, out var failure) ? Read(renewed).Select(c => c.ExpiresAt) : failure;
    }

    private string End => InstantPattern.General.Format(time.Now() + Life);

    private Uri Of(VendorChannel channel) => api.Url($"subscriptions/{Uri.EscapeDataString(channel.Id)}", []);

    private static JsonObject Write(OutlookSubscription subscription) => JsonSerializer.SerializeToNode(subscription, OutlookJson.Default.OutlookSubscription)!.AsObject();

    private static OutlookSubscription Parse(byte[] body) => JsonSerializer.Deserialize(body, OutlookJson.Default.OutlookSubscription) ?? throw new JsonException("The answer is null.");

    private static Result<OpenedChannel> Read(OutlookSubscription subscription) =>
        subscription is { Id: { Length: > 0 } id, ExpirationDateTime: { } text } && OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var expires }
            ? new OpenedChannel(new VendorChannel(id), expires.ToInstant(), IsReached: true)
            : new Failure.Unavailable("Microsoft made a subscription without saying how long.");

    /// <summary>What there is for an address of ours already; each address is of one channel.</summary>
    private async Task<Result<List<OutlookSubscription>>> FindAsync(Grant grant, string address, CancellationToken cancellationToken)
    {
        var found = new List<OutlookSubscription>();
        Uri? url = api.Url("subscriptions", []);
        for (var page = 0; page < MostListPages && url is not null; page++)
        {
            if (!(await api.GetAsync(grant, url, OutlookJson.Default.OutlookSubscriptionList, cancellationToken)).TryGet(out var list, out var failure))
            {
                return failure;
            }

            found.AddRange((list.Value ?? []).Where(s => s.NotificationUrl == address));
            url = list.NextLink is { Length: > 0 } next ? api.Follow(next) : null;
        }

        return found;
    }
}
