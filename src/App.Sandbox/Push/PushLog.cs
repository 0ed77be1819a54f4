using NodaTime;

namespace App.Sandbox.Push;

/// <summary>The last pushes of all vendors.</summary>
internal sealed class PushLog
{
    private const int Capacity = 10_000;
    private readonly Lock _lock = new();
    private readonly Queue<LoggedPush> _pushes = new();
    private long _last;

    public void Add(PushMessage push, PushOutcome outcome, int? status, Instant at)
    {
        var address = push.Address.Split('?', 2)[0];
        lock (_lock)
        {
            if (_pushes.Count == Capacity)
            {
                _pushes.Dequeue();
            }

            _pushes.Enqueue(new LoggedPush(++_last, at.ToString(), push.Vendor, push.Account, address, push.About, outcome, status));
        }
    }

    public IReadOnlyList<LoggedPush> Since(long n)
    {
        lock (_lock)
        {
            return [.. _pushes.Where(p => p.N > n)];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _pushes.Clear();
        }
    }
}
