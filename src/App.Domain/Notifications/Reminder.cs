using App.Domain.Interviews;
using NodaTime;

namespace App.Domain.Notifications;

/// <summary>Where a reminder stands.</summary>
public enum ReminderStatus
{
    Waiting = 0,

    Sent = 1,

    /// <summary>Its moment went by: a nearer one took its place, or it came too late to be of use.</summary>
    PassedOver = 2,
}

/// <summary>
/// One reminder of one beginning, laid out some hours before it is due from what is booked, what the calendars say and what she asked for. One row for each (member, occasion, minutes,
/// beginning), ever: what is moved gets new ones.
/// </summary>
public sealed class Reminder : IOwned
{
    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    public OccasionKind OccasionKind { get; init; }

    public Guid OccasionId { get; init; }

    public int MinutesBefore { get; init; }

    /// <summary>When the occasion begins.</summary>
    public Instant Start { get; init; }

    public Instant DueAt { get; init; }

    public ReminderStatus Status { get; set; }

    public Instant? SentAt { get; set; }

    /// <summary>What told it in the app, or null where she wants none there.</summary>
    public Guid? NotificationId { get; set; }

    /// <summary>When its mail is tried next; null: no mail is owed.</summary>
    public Instant? MailDueAt { get; set; }

    public int MailTries { get; set; }

    public Instant? MailedAt { get; set; }
}
