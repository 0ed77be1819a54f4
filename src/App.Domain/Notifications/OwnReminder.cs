using App.Domain.Interviews;
using NodaTime;

namespace App.Domain.Notifications;

/// <summary>A reminder a member asked for beside her usual ones, for one booking or event; it moves with it.</summary>
public sealed class OwnReminder : ITopical
{
    public const int MostOfOne = 10;
    public const int MostOfMember = 1000;

    public Guid Id { get; init; }

    public Guid OrganizationId { get; init; }

    public Guid MemberId { get; init; }

    public OccasionKind OccasionKind { get; init; }

    public Guid OccasionId { get; init; }

    public int MinutesBefore { get; init; }

    public Instant CreatedAt { get; init; }

    string ITopical.Topic => Topics.Reminders;
}
