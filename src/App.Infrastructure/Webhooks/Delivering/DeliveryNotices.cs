using App.Domain;
using App.Infrastructure.Database;
using NodaTime;

namespace App.Infrastructure.Webhooks.Delivering;

/// <summary>Tells pages that deliveries of an endpoint have changed, once a second however many there were.</summary>
internal sealed class DeliveryNotices
{
    private static readonly Duration Rarest = Duration.FromSeconds(1);

    private readonly Dictionary<Guid, (Guid Organization, Instant LastAt)> _told = [];
    private readonly HashSet<Guid> _owed = [];

    /// <summary>Something is to be told that was too soon before.</summary>
    public bool AreOwed => _owed.Count > 0;

    public async Task AddAsync(AppDbContext db, IReadOnlyList<Finished> finished, Instant now, CancellationToken cancellationToken)
    {
        foreach (var to in finished.Select(f => f.Claim.To))
        {
            if (_owed.Add(to.Id))
            {
                _told.TryAdd(to.Id, (to.OrganizationId, Instant.MinValue));
            }
        }

        var due = _owed.Where(id => now - _told[id].LastAt >= Rarest).ToList();
        foreach (var id in due)
        {
            db.Announce(_told[id].Organization, Topics.Deliveries, id);
            _told[id] = (_told[id].Organization, now);
            _owed.Remove(id);
        }

        if (due.Count > 0)
        {
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}
