namespace App.Domain.Organizations;

/// <summary>What a member may do; each role may what the ones before it may.</summary>
public enum Role
{
    /// <summary>Manages own connections, calendars and bookings.</summary>
    Member = 0,

    /// <summary>Also sets up providers and webhooks, invites and removes members, makes Admins, sees health and activity of all.</summary>
    Admin = 1,

    /// <summary>Also makes Owners and removes them. There is always at least one.</summary>
    Owner = 2,
}
