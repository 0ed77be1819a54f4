using App.Domain.Interviews;
using NodaTime;

namespace App.Infrastructure.Notifications;

/// <summary>A reminder a member asked for, as pages and programs see it.</summary>
public sealed record ReminderView
{
    public required Guid Id { get; init; }

    public required Occasion Occasion { get; init; }

    public required int MinutesBefore { get; init; }

    /// <summary>Of what it reminds; null where that takes place no more.</summary>
    public string? Title { get; init; }

    /// <summary>When that begins.</summary>
    public Instant? Start { get; init; }

    /// <summary>When it is due; null where there is nothing to be reminded of.</summary>
    public Instant? DueAt => Start - Duration.FromMinutes(MinutesBefore);
}
