using System.Text.Json.Nodes;
using App.Sandbox.Hosting;
using App.Sandbox.Microsoft.Mailbox;
using App.Sandbox.Push;
using App.Sandbox.Storage;
using NodaTime;

namespace App.Sandbox.Microsoft.Graph;

/// <summary>What subscriptions deliver: changes of events, and what becomes of the subscription itself.</summary>
internal sealed class SubscriptionPushes(MailboxStore store, PushDelivery delivery, SandboxClock clock)
{
    private const int LargestBatch = 100;

    public const string ReauthorizationRequired = "reauthorizationRequired";
    public const string Removed = "subscriptionRemoved";
    public const string Missed = "missed";

    /// <summary>Begins to listen to changes.</summary>
    public void Begin() => store.Changed = Announce;

    /// <summary>Tells the applications of a mailbox of a lifecycle event; answers how many were told.</summary>
    public int Tell(string account, string lifecycleEvent)
    {
        var told = store.Subscriptions.Where(s => s.Account == account && s.LifecycleUrl is not null).ToList();
        foreach (var subscription in told)
        {
            var notice = Frame(subscription);
            notice["lifecycleEvent"] = lifecycleEvent;
            Send(subscription, subscription.LifecycleUrl!, lifecycleEvent, [notice]);
            if (lifecycleEvent == Removed)
            {
                store.Forget(subscription.Id);
            }
            else if (lifecycleEvent == ReauthorizationRequired)
            {
                store.Keep(subscription with { IsPaused = true });
            }
        }

        return told.Count;
    }

    private void Announce(GraphCalendar calendar, IReadOnlyList<ItemChange> changes)
    {
        var now = clock.Now(MicrosoftAccount.Vendor).ToUnixTimeMilliseconds();
        foreach (var subscription in store.Subscriptions.Where(s => s.Account == calendar.Info.Account && s.ExpirationMs > now && !s.IsPaused))
        {
            foreach (var batch in changes.Where(c => subscription.Wants(c.Kind)).Chunk(LargestBatch))
            {
                Send(subscription, subscription.NotificationUrl, batch[0].Kind, [.. batch.Select(c => Notice(subscription, calendar, c))]);
            }
        }
    }

    private static JsonObject Notice(Subscription subscription, GraphCalendar calendar, ItemChange change)
    {
        var id = ItemIds.Write(change.Key, calendar.Info, subscription.Immutable);
        var resource = $"Users/{MicrosoftAccount.ByEmail(subscription.Account)!.ObjectId}/Events/{id}";
        var notice = Frame(subscription);
        notice["changeType"] = change.Kind;
        notice["resource"] = resource;
        notice["resourceData"] = new JsonObject
        {
            ["@odata.type"] = "#Microsoft.Graph.Event",
            ["@odata.id"] = resource,
            ["@odata.etag"] = $"W/\"{change.ChangeKey}\"",
            ["id"] = id,
        };
        return notice;
    }

    private static JsonObject Frame(Subscription subscription) => new()
    {
        ["subscriptionId"] = subscription.Id,
        ["subscriptionExpirationDateTime"] = GraphStamp.Seconds(Instant.FromUnixTimeMilliseconds(subscription.ExpirationMs)),
        ["clientState"] = subscription.ClientState,
        ["tenantId"] = MicrosoftAccount.ByEmail(subscription.Account)!.Tenant,
    };

    private void Send(Subscription subscription, string url, string about, IReadOnlyList<JsonObject> notices) =>
        delivery.Send(new PushMessage(MicrosoftAccount.Vendor, subscription.Account, url, about)
        {
            Body = new JsonObject { ["value"] = new JsonArray([.. notices]) }.ToJsonString(SandboxJson.Options),
        });
}
