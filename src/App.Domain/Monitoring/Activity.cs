using NodaTime;

namespace App.Domain.Monitoring;

/// <summary>How much a line matters to people.</summary>
public enum ActivityLevel
{
    Info = 0,
    Warning = 1,
    Error = 2,
}

/// <summary>One line of the log people read.</summary>
public sealed class Activity : ITopical
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Instant At { get; init; }

    /// <summary>What happened, such as <c>connection.connected</c>.</summary>
    public required string Kind { get; init; }

    public ActivityLevel Level { get; init; }

    /// <summary>A sentence; never carries a secret.</summary>
    public required string Text { get; init; }

    /// <summary>Particulars as JSON, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>Whose affair it is: members see their own, Owners and Admins all.</summary>
    public Guid? MemberId { get; init; }

    public Guid? ConnectionId { get; init; }

    public Guid? CalendarId { get; init; }

    /// <summary>Who did it: a member's name, a key's name, or the product.</summary>
    public required string By { get; init; }

    string ITopical.Topic => Topics.Activities;
}
