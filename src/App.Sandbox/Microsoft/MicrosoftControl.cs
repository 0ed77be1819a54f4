using System.Text.Json.Nodes;
using App.Sandbox.Control;
using App.Sandbox.Microsoft.Graph;

namespace App.Sandbox.Microsoft;

/// <summary>What only Microsoft does of its own accord: telling of the life of subscriptions.</summary>
internal sealed class MicrosoftControl(SubscriptionPushes pushes)
{
    private static readonly string[] Events = [SubscriptionPushes.ReauthorizationRequired, SubscriptionPushes.Removed, SubscriptionPushes.Missed];

    public void Map(IEndpointRouteBuilder control) => control.MapPost("/accounts/{email}/lifecycle/{lifecycleEvent}", context =>
    {
        var lifecycleEvent = (string)context.Request.RouteValues["lifecycleEvent"]!;
        var account = ((string)context.Request.RouteValues["email"]!).ToLowerInvariant();
        return Events.Contains(lifecycleEvent)
            ? ControlAnswer.OkAsync(context, new JsonObject { ["told"] = pushes.Tell(account, lifecycleEvent) })
            : ControlAnswer.WrongAsync(context, "The event is one of " + string.Join(", ", Events) + ".");
    });
}
