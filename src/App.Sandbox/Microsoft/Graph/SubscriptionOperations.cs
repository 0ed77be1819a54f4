using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using App.Sandbox.Hosting;
using App.Sandbox.Microsoft.Mailbox;
using App.Sandbox.Outcomes;
using App.Sandbox.Push;
using NodaTime;

namespace App.Sandbox.Microsoft.Graph;

/// <summary>Subscriptions to a mailbox: made after a handshake with each address, prolonged, reauthorized and ended.</summary>
internal sealed partial class SubscriptionOperations(MailboxStore store, PushHandshake handshake, SandboxClock clock)
{
    private static readonly Duration Shortest = Duration.FromMinutes(45);
    private static readonly Duration Longest = Duration.FromMinutes(10_080);
    private static readonly string[] Kinds = ["created", "updated", "deleted"];
    private const int LongestClientState = 128;

    [GeneratedRegex("^/?(me|users/[^/]+)/events$", RegexOptions.IgnoreCase)]
    private static partial Regex MailboxEvents();

    private Instant Now => clock.Now(MicrosoftAccount.Vendor);

    public async Task<GraphAnswer> CreateAsync(GraphCall call)
    {
        if ((await call.BodyAsync()).Failed(out var error, out var body) || Read(call, body).Failed(out error, out var subscription))
        {
            return error;
        }

        foreach (var url in new[] { subscription.NotificationUrl, subscription.LifecycleUrl }.OfType<string>().Distinct())
        {
            if (await handshake.RefusalAsync(url, call.Http.RequestAborted) is { } refusal)
            {
                return new GraphError(400, "ValidationError", refusal);
            }
        }

        store.Keep(subscription);
        return GraphAnswer.Created(Write(call, subscription));
    }

    public GraphAnswer List(GraphCall call) => new JsonObject
    {
        ["@odata.context"] = $"{call.Root}/$metadata#subscriptions",
        ["value"] = new JsonArray([.. Live(call).Select(s => (JsonNode)Write(call, s, isInList: true))]),
    };

    public GraphAnswer Get(GraphCall call) => Find(call) is { } subscription ? Write(call, subscription) : GraphError.SubscriptionNotFound;

    public async Task<GraphAnswer> UpdateAsync(GraphCall call)
    {
        if (Find(call) is not { } subscription)
        {
            return GraphError.SubscriptionNotFound;
        }

        if ((await call.BodyAsync()).Failed(out var error, out var body) || Expiration(body).Failed(out error, out var expiration))
        {
            return error;
        }

        if (body.Any(p => p.Key is not ("expirationDateTime" or "notificationUrl")))
        {
            return GraphError.Subscription("Only expirationDateTime and notificationUrl can be changed.");
        }

        var changed = subscription with
        {
            ExpirationMs = expiration.Ms,
            NotificationUrl = body["notificationUrl"]?.ToString() ?? subscription.NotificationUrl,
            IsPaused = false,
        };
        store.Keep(changed);
        return Write(call, changed);
    }

    public GraphAnswer Delete(GraphCall call) =>
        Find(call) is { } subscription && store.Forget(subscription.Id) ? GraphAnswer.NoContent : GraphError.SubscriptionNotFound;

    public GraphAnswer Reauthorize(GraphCall call)
    {
        if (Find(call) is not { } subscription)
        {
            return GraphError.SubscriptionNotFound;
        }

        store.Keep(subscription with { IsPaused = false });
        return GraphAnswer.NoContent;
    }

    private IEnumerable<Subscription> Live(GraphCall call) =>
        store.Subscriptions.Where(s => s.Account == call.Account.Email && s.ExpirationMs > Now.ToUnixTimeMilliseconds());

    private Subscription? Find(GraphCall call) => Live(call).FirstOrDefault(s => s.Id == call.Route("subscriptionId"));

    private Outcome<Subscription, GraphError> Read(GraphCall call, JsonObject body)
    {
        string? Text(string name) => body[name]?.ToString() is { Length: > 0 } text ? text : null;
        var (url, lifecycle) = (Text("notificationUrl"), Text("lifecycleNotificationUrl"));
        var kinds = (Text("changeType") ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (!SandboxUrls.IsAllowedPush(url) || (lifecycle is not null && !SandboxUrls.IsAllowedPush(lifecycle)))
        {
            return GraphError.Subscription("The notification URL must be an HTTPS address.");
        }

        if (kinds.Any(k => !Kinds.Contains(k)))
        {
            return GraphError.Subscription("The changeType is not supported.");
        }

        if (Text("resource") is not { } resource || !MailboxEvents().IsMatch(resource))
        {
            return GraphError.Subscription("The resource is not supported: events are watched by mailbox, as /me/events.");
        }

        if (Text("clientState") is { Length: > LongestClientState })
        {
            return GraphError.Subscription("The clientState is too long.");
        }

        return Expiration(body).Failed(out var error, out var expiration)
            ? error
            : new Subscription
            {
                Id = Guid.CreateVersion7().ToString(),
                Account = call.Account.Email,
                Resource = resource,
                ChangeType = string.Join(',', kinds),
                NotificationUrl = url!,
                LifecycleUrl = lifecycle,
                ClientState = Text("clientState"),
                ExpirationMs = expiration.Ms,
                Immutable = call.IsImmutable,
            };
    }

    private Outcome<Expiry, GraphError> Expiration(JsonObject body)
    {
        if (GraphCall.Moment(body["expirationDateTime"]?.ToString()) is not { } at)
        {
            return GraphError.Subscription("The expirationDateTime is required.");
        }

        if (at > Now + Longest)
        {
            return GraphError.Subscription("Subscription expiration can only be 10080 minutes in the future.");
        }

        return at < Now
            ? GraphError.Subscription("Subscription expiration can not be in the past.")
            : new Expiry(Instant.Max(at, Now + Shortest).ToUnixTimeMilliseconds());
    }

    private static JsonObject Write(GraphCall call, Subscription subscription, bool isInList = false)
    {
        var shown = new JsonObject
        {
            ["id"] = subscription.Id,
            ["resource"] = subscription.Resource,
            ["applicationId"] = null,
            ["changeType"] = subscription.ChangeType,
            ["clientState"] = isInList ? null : subscription.ClientState,
            ["notificationUrl"] = subscription.NotificationUrl,
            ["lifecycleNotificationUrl"] = subscription.LifecycleUrl,
            ["expirationDateTime"] = GraphStamp.Seconds(Instant.FromUnixTimeMilliseconds(subscription.ExpirationMs)),
            ["creatorId"] = call.Account.ObjectId,
        };
        if (!isInList)
        {
            shown.Insert(0, "@odata.context", $"{call.Root}/$metadata#subscriptions/$entity");
        }

        return shown;
    }

    private sealed record Expiry(long Ms);
}
