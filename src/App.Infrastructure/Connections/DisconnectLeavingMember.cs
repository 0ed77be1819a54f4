using App.Domain;
using App.Infrastructure.Organizations;

namespace App.Infrastructure.Connections;

/// <summary>A member who is removed leaves no connection behind.</summary>
public sealed class DisconnectLeavingMember(DisconnectConnection disconnect) : IMemberLeaving
{
    public async Task<Result<Done>> LeaveAsync(Actor actor, Guid memberId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await disconnect.RunForLeavingAsync(actor, memberId, cancellationToken);
        return Result.Done;
    }
}
