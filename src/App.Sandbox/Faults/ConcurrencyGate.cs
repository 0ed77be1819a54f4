namespace App.Sandbox.Faults;

/// <summary>Counts the API calls that are being answered for each account.</summary>
internal sealed class ConcurrencyGate
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _inside = [];

    /// <summary>A place until it is disposed of; null if as many as <paramref name="limit"/> are inside already.</summary>
    public IDisposable? Enter(string account, int? limit)
    {
        lock (_lock)
        {
            var inside = _inside.GetValueOrDefault(account);
            if (inside >= limit)
            {
                return null;
            }

            _inside[account] = inside + 1;
            return new Place(this, account);
        }
    }

    private void Leave(string account)
    {
        lock (_lock)
        {
            _inside[account]--;
        }
    }

    private sealed class Place(ConcurrencyGate gate, string account) : IDisposable
    {
        public void Dispose() => gate.Leave(account);
    }
}
