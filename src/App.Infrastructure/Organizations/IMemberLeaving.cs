using App.Domain;

namespace App.Infrastructure.Organizations;

/// <summary>
/// What else ends when a member is removed: bookings, connections, blocks. Called outside any transaction, after she can no longer do anything.
/// Idempotent: it is called again until it succeeds (<see cref="FinishRemovals"/>).
/// </summary>
public interface IMemberLeaving
{
    /// <summary>Ends what is hers. A vendor that can't be reached is no reason to fail.</summary>
    /// <param name="actor">The product itself, in her organization.</param>
    /// <param name="memberId">Who was removed.</param>
    /// <param name="cancellationToken">Ends waiting; what is left is done by the next call.</param>
    Task<Result<Done>> LeaveAsync(Actor actor, Guid memberId, CancellationToken cancellationToken);
}
