namespace App.Domain;

/// <summary>A mutable row. The version is its concurrency token and its ETag; it rises by one with every change.</summary>
public interface IVersioned
{
    Guid Id { get; }

    long Version { get; set; }
}

/// <summary>A row that belongs to one organization; no query for another organization can see it.</summary>
public interface IOwned
{
    Guid OrganizationId { get; }
}

/// <summary>A row whose changes pages and programs follow under a topic.</summary>
public interface ITopical : IOwned
{
    Guid Id { get; }

    /// <summary>One of <see cref="Topics"/>.</summary>
    string Topic { get; }
}

/// <summary>What can be followed.</summary>
public static class Topics
{
    public const string Members = "members";
    public const string Keys = "keys";
    public const string Providers = "providers";
    public const string Connections = "connections";
    public const string Calendars = "calendars";
    public const string Events = "events";
    public const string Syncs = "syncs";
    public const string Availability = "availability";
    public const string Blocks = "blocks";
    public const string Bookings = "bookings";
    public const string Conflicts = "conflicts";
    public const string Activities = "activities";
    public const string Health = "health";
    public const string Notifications = "notifications";
    public const string Reminders = "reminders";
    public const string Attempts = "attempts";
    public const string Webhooks = "webhooks";
    public const string Deliveries = "deliveries";
    public const string Inbound = "inbound";
}
