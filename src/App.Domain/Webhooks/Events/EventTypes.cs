namespace App.Domain.Webhooks.Events;

/// <summary>The catalogue: one line for each event type.</summary>
public static class EventTypes
{
    private const string Bookings = "Bookings";
    private const string Connections = "Connections";
    private const string Conflicts = "Conflicts";
    private const string Notifications = "Notifications";
    private const string Webhooks = "Webhooks";

    public static readonly EventType<BookingCreatedData> BookingCreated = new("booking.created", 1, Bookings, "Time was booked. It is claimed; what is still to be done outside is listed.");
    public static readonly EventType<BookingConfirmedData> BookingConfirmed = new("booking.confirmed", 1, Bookings, "Everything that was to be done for a booking outside is done. Told again after a change that had to be carried out.");
    public static readonly EventType<BookingRescheduledData> BookingRescheduled = new("booking.rescheduled", 1, Bookings, "A booking was moved to another time, here or in a host's calendar.");
    public static readonly EventType<BookingCancelledData> BookingCancelled = new("booking.cancelled", 1, Bookings, "A booking was cancelled, here or in a host's calendar. Its time is free.");
    public static readonly EventType<BookingCompletedData> BookingCompleted = new("booking.completed", 1, Bookings, "The time of a booking is over.");

    public static readonly EventType<ConnectionConnectedData> ConnectionConnected = new("connection.connected", 1, Connections, "A member connected an account, for the first time or again after it had been disconnected.");
    public static readonly EventType<ConnectionNeedsReconnectData> ConnectionNeedsReconnect = new("connection.needs_reconnect", 1, Connections, "An account no longer lets us in. Until its member reconnects it, what changes there is unknown. Told once.");
    public static readonly EventType<ConnectionRecoveredData> ConnectionRecovered = new("connection.recovered", 1, Connections, "A connection that had to be reconnected, or had paused after errors, works again.");
    public static readonly EventType<ConnectionDisconnectedData> ConnectionDisconnected = new("connection.disconnected", 1, Connections, "A connection was ended for good.");
    public static readonly EventType<CalendarSyncFailedData> CalendarSyncFailed = new("calendar.sync_failed", 1, Connections, "A calendar that could be synced until now can't be. Told once, until it has worked again in between.");

    public static readonly EventType<ConflictDetectedData> ConflictDetected = new("conflict.detected", 1, Conflicts, "Two things claim the same time of a member, for the first time or again.");
    public static readonly EventType<ConflictResolvedData> ConflictResolved = new("conflict.resolved", 1, Conflicts, "A conflict was decided, ignored, or is over by itself.");

    public static readonly EventType<NotificationSentData> NotificationSent = new("notification.sent", 1, Notifications, "A member was told something in the application.");

    public static readonly EventType<EndpointFailingData> EndpointFailing = new("endpoint.failing", 1, Webhooks, "Nothing has been delivered to an endpoint for a while. We stop sending to it if that goes on. Told once, until something has been delivered.");
    public static readonly EventType<EndpointDisabledData> EndpointDisabled = new("endpoint.disabled", 1, Webhooks, "We stopped sending to an endpoint. What happens meanwhile waits for it.");
    public static readonly EventType<DeliveryExhaustedData> DeliveryExhausted = new("delivery.exhausted", 1, Webhooks, "A message could not be delivered to an endpoint and will not be tried again by itself.");

    /// <summary>In the order in which people read them; those of a group side by side.</summary>
    public static readonly IReadOnlyList<EventType> All =
    [
        BookingCreated, BookingConfirmed, BookingRescheduled, BookingCancelled, BookingCompleted,
        ConnectionConnected, ConnectionNeedsReconnect, ConnectionRecovered, ConnectionDisconnected, CalendarSyncFailed,
        ConflictDetected, ConflictResolved,
        NotificationSent,
        EndpointFailing, EndpointDisabled, DeliveryExhausted,
        .. HiringEventTypes.All,
    ];

    private static readonly Dictionary<string, EventType> ByName = All.ToDictionary(t => t.Name, StringComparer.Ordinal);

    /// <returns>Null: there is none of that name.</returns>
    public static EventType? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);
}
