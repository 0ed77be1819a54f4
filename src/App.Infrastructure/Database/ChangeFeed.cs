namespace App.Infrastructure.Database;

/// <summary>
/// Tells pages in this process that something they show has changed: topics only, after the commit; they reread. What other processes
/// commit arrives through <see cref="ChangeRelay"/>.
/// </summary>
public sealed class ChangeFeed
{
    private const int MostOwn = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<Guid> _own = [];
    private Subscription[] _subscriptions = [];

    /// <summary>Calls back for every change of one of the topics in the organization, until disposed. The callback must be quick and not throw.</summary>
    public IDisposable Subscribe(Guid organizationId, IReadOnlySet<string> topics, Action<Change> changed) => Add(organizationId, topics, changed);

    /// <summary>As <see cref="Subscribe"/>, of every organization: for the product's own work.</summary>
    internal IDisposable SubscribeToAll(IReadOnlySet<string> topics, Action<Change> changed) => Add(null, topics, changed);

    /// <summary>Calls back when this process has committed a message to endpoints.</summary>
    internal IDisposable SubscribeToMessages(Action committed)
    {
        MessagesCommitted += committed;
        return new Unsubscribe(() => MessagesCommitted -= committed);
    }

    internal void TellOfMessages() => MessagesCommitted?.Invoke();

    private event Action? MessagesCommitted;

    private Subscription Add(Guid? organizationId, IReadOnlySet<string> topics, Action<Change> changed)
    {
        var subscription = new Subscription(this, organizationId, topics, changed);
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    /// <summary>Tells of changes that this process committed, and remembers them so that the relay doesn't tell again.</summary>
    internal void Publish(IReadOnlyList<Change> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            // Without a relay nobody takes them out; telling twice is harmless.
            if (_own.Count > MostOwn)
            {
                _own.Clear();
            }

            _own.UnionWith(changes.Select(c => c.Id));
        }

        Tell(changes);
    }

    /// <summary>Tells of those changes that another process committed.</summary>
    internal int PublishForeign(IReadOnlyList<Change> changes)
    {
        List<Change> foreign;
        lock (_lock)
        {
            foreign = [.. changes.Where(c => !_own.Remove(c.Id))];
        }

        Tell(foreign);
        return foreign.Count;
    }

    private void Tell(IReadOnlyList<Change> changes)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            foreach (var change in changes)
            {
                if ((subscription.OrganizationId is null || change.OrganizationId == subscription.OrganizationId) && subscription.Topics.Contains(change.Topic))
                {
                    subscription.Changed(change);
                }
            }
        }
    }

    private sealed class Unsubscribe(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    private sealed record Subscription(ChangeFeed Feed, Guid? OrganizationId, IReadOnlySet<string> Topics, Action<Change> Changed) : IDisposable
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
