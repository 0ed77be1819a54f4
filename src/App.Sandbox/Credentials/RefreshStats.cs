namespace App.Sandbox.Credentials;

/// <summary>What a refresh request presented.</summary>
public enum Presented
{
    /// <summary>The newest token of a live family.</summary>
    Current,

    /// <summary>One that was replaced before.</summary>
    Old,

    /// <summary>One of a family that is revoked.</summary>
    Revoked,

    /// <summary>One never issued, or issued to another client.</summary>
    Unknown,
}

/// <summary>One refresh as the vendor saw it.</summary>
public sealed record RefreshSeen(string At, string Vendor, string? Account, string? Grant, Presented Presented, bool Accepted);

/// <summary>Counts what came to the token endpoints.</summary>
public sealed class RefreshStats
{
    private readonly Lock _lock = new();
    private readonly List<RefreshSeen> _seen = [];
    private int _codes;

    public void Saw(RefreshSeen refresh)
    {
        lock (_lock)
        {
            _seen.Add(refresh);
        }
    }

    public void SawCode()
    {
        lock (_lock)
        {
            _codes++;
        }
    }

    public object Report(int familiesRevokedByReuse)
    {
        lock (_lock)
        {
            return new
            {
                tokenRequests = _codes + _seen.Count,
                codeExchanges = _codes,
                refreshes = _seen.Count,
                refreshesAccepted = _seen.Count(r => r.Accepted),
                refreshesWithOldToken = _seen.Count(r => r.Presented == Presented.Old),
                refreshesRefused = _seen.Count(r => !r.Accepted),
                refreshGrantsLost = familiesRevokedByReuse,
                each = _seen.TakeLast(1000).ToArray(),
            };
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _seen.Clear();
            _codes = 0;
        }
    }
}
