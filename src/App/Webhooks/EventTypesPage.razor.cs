using App.Domain.Webhooks.Events;
using App.Ui;
using Microsoft.AspNetCore.Components;

namespace App.Webhooks;

/// <summary>The catalogue of event types. Which of them is looked at is in the address.</summary>
public partial class EventTypesPage
{
    [SupplyParameterFromQuery(Name = "type")] public string? TypeName { get; set; }

    private static IEnumerable<IGrouping<string, EventType>> Groups { get; } = [.. EventTypes.All.GroupBy(t => t.Group)];

    private EventType? Chosen => EventTypes.Find(TypeName);

    private static string IdOf(string group) => $"group-{group.ToLowerInvariant()}";

    private static string HrefOf(EventType type) => $"{Urls.WebhookEventTypes}?type={type.Name}#{type.Name}";
}
