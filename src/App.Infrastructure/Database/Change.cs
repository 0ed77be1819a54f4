using NodaTime;

namespace App.Infrastructure.Database;

/// <summary>
/// One line of the change feed, written in the transaction of the change. <see cref="Seq"/> is given after the commit, in one place,
/// so that a transaction that commits late is never skipped by a reader who is already past it.
/// </summary>
public sealed class Change
{
    public Guid Id { get; init; }

    public long? Seq { get; set; }

    public Guid OrganizationId { get; init; }

    public required string Topic { get; init; }

    public Guid EntityId { get; init; }

    public long Version { get; init; }

    public Instant At { get; init; }
}
