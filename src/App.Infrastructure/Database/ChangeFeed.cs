namespace App.Infrastructure.Database;

/// <summary>
/// Tells pages in this process that something they show has changed: topics only, after the commit; they reread. What other processes
/// commit arrives through <see cref="ChangeRelay"/>.
/// </summary>
public sealed class ChangeFeed
{
    private readonly Lock _lock = new();
    private Subscription[] _subscriptions = [];

    /// <summary>Calls back for every change of one of the topics in the organization, until disposed. The callback must be quick and not throw.</summary>
    public IDisposable Subscribe(Guid organizationId, IReadOnlySet<string> topics, Action<Change> changed)
    {
        var subscription = new Subscription(this, organizationId, topics, changed);
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    internal void Publish(IReadOnlyList<Change> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            foreach (var change in changes)
            {
                if (change.OrganizationId == subscription.OrganizationId && subscription.Topics.Contains(change.Topic))
                {
                    subscription.Changed(change);
                }
            }
        }
    }

    private sealed record Subscription(ChangeFeed Feed, Guid OrganizationId, IReadOnlySet<string> Topics, Action<Change> Changed) : IDisposable
    {
        public void Dispose()
        {
            lock (Feed._lock)
            {
                Feed._subscriptions = [.. Feed._subscriptions.Where(s => !ReferenceEquals(s, this))];
            }
        }
    }
}
