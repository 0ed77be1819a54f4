using NodaTime;

namespace App.Domain.Notifications;

/// <summary>Something a member is told once, kept until she has read it.</summary>
public sealed class Notification : IVersioned, ITopical
{
    /// <summary>The kind of what reminds; its mail is a reminder's own affair.</summary>
    public const string ReminderKind = "reminder.due";

    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    public required string Kind { get; init; }

    public required string Text { get; init; }

    /// <summary>A path of our own where it is mended.</summary>
    public required string Path { get; init; }

    public Guid? ConnectionId { get; init; }

    public Instant CreatedAt { get; init; }

    public Instant? ReadAt { get; set; }

    /// <summary>Set when its mail was handed to the server; null where no mail is set up, or it is still due.</summary>
    public Instant? MailedAt { get; set; }

    public long Version { get; set; }

    string ITopical.Topic => Topics.Notifications;
}
