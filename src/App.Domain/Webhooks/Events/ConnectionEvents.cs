using System.ComponentModel;
using App.Domain.Connections;
using NodaTime;

namespace App.Domain.Webhooks.Events;

/// <summary>A connection as it stood when the message was written.</summary>
public sealed record ToldConnection(
    [property: Description("The connection; the same through reconnecting.")] Guid Id,
    [property: Description("Key of the service it leads to.")] string Provider,
    [property: Description("Name of that service.")] string ProviderName,
    [property: Description("What people call the account there, its address mostly.")] string AccountName,
    [property: Description("The member whose connection it is.")] Guid MemberId,
    [property: Description("Where it stands.")] ConnectionStatus Status);

/// <summary>Data of <see cref="EventTypes.ConnectionConnected"/>.</summary>
public sealed record ConnectionConnectedData(
    [property: Description("The connection.")] ToldConnection Connection,
    [property: Description("True: the account had been connected before, and was disconnected.")] bool Again);

/// <summary>Data of <see cref="EventTypes.ConnectionNeedsReconnect"/>.</summary>
public sealed record ConnectionNeedsReconnectData(
    [property: Description("The connection.")] ToldConnection Connection,
    [property: Description("Stable code of why.")] string Code,
    [property: Description("Why, as a sentence.")] string Reason);

/// <summary>Data of <see cref="EventTypes.ConnectionRecovered"/>.</summary>
public sealed record ConnectionRecoveredData(
    [property: Description("The connection.")] ToldConnection Connection,
    [property: Description("Where it stood before.")] ConnectionStatus PreviousStatus,
    [property: Description("Since when it had stood there.")] Instant Since);

/// <summary>Data of <see cref="EventTypes.ConnectionDisconnected"/>.</summary>
public sealed record ConnectionDisconnectedData(
    [property: Description("The connection. Its calendars and events were deleted here.")] ToldConnection Connection,
    [property: Description("Name of who disconnected it; “Integrations” where its member left.")] string By);

/// <summary>A calendar, as endpoints are told of it.</summary>
public sealed record ToldCalendar(
    [property: Description("The calendar.")] Guid Id,
    [property: Description("Its name.")] string Name,
    [property: Description("The member whose calendar it is.")] Guid MemberId,
    [property: Description("The connection it is read by.")] Guid ConnectionId,
    [property: Description("Key of the service it is at.")] string Provider);

/// <summary>Data of <see cref="EventTypes.CalendarSyncFailed"/>.</summary>
public sealed record CalendarSyncFailedData(
    [property: Description("The calendar.")] ToldCalendar Calendar,
    [property: Description("Stable code of why.")] string Code,
    [property: Description("Why, as a sentence.")] string Reason,
    [property: Description("When it is tried next.")] Instant RetryAt,
    [property: Description("Up to when what is stored of it is known to be true; null: it was never read.")] Instant? TrueUpTo);
