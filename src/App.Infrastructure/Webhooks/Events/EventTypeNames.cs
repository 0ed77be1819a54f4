using App.Domain;
using App.Domain.Webhooks.Events;

namespace App.Infrastructure.Webhooks.Events;

/// <summary>Names of event types by which lists are narrowed.</summary>
internal static class EventTypeNames
{
    /// <returns>Null: there is such a type, or none is asked for.</returns>
    public static Failure? Unknown(string? name) => string.IsNullOrEmpty(name) || EventTypes.Find(name) is not null ? null : new Failure.Invalid("type", "Is not an event type.");
}
