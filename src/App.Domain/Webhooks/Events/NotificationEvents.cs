using System.ComponentModel;
using NodaTime;

namespace App.Domain.Webhooks.Events;

/// <summary>Data of <see cref="EventTypes.NotificationSent"/>.</summary>
public sealed record NotificationSentData(
    [property: Description("The notification.")] Guid Id,
    [property: Description("The member who is told.")] Guid MemberId,
    [property: Description("Of what kind it is, such as connection.needs_reconnect.")] string Kind,
    [property: Description("What she is told, as a sentence.")] string Text,
    [property: Description("Path of the page where it is dealt with.")] string Path,
    [property: Description("The connection it is about, where it is one.")] Guid? ConnectionId,
    [property: Description("When she was told.")] Instant CreatedAt);
