namespace App.Sandbox.Faults;

/// <summary>The faults that are on, and whom they strike.</summary>
public sealed class FaultBoard
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _faults = [];
    private int _lastId;

    public IReadOnlyList<Fault> On
    {
        get
        {
            lock (_lock)
            {
                return [.. _faults];
            }
        }
    }

    public Fault Add(Fault fault)
    {
        lock (_lock)
        {
            var added = fault with { Id = $"f{++_lastId}" };
            _faults.Add(added);
            return added;
        }
    }

    public bool Remove(string id)
    {
        lock (_lock)
        {
            return _faults.RemoveAll(f => f.Id == id) > 0;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
        }
    }

    /// <summary>The first fault of the wanted kinds that strikes this request, counted as used.</summary>
    internal Fault? Take(Asked asked, Func<FaultKind, bool> wanted) => Take(f => wanted(f.Kind) && Strikes(f, asked));

    /// <summary>The first fault that strikes a push to this address, counted as used.</summary>
    internal Fault? TakePush(string vendor, string account, string address) => Take(f =>
        f.Kind is FaultKind.DroppedPush or FaultKind.DuplicatedPush or FaultKind.LatePush
        && IsOf(f, vendor, account)
        && (f.Operation is null or "" || address.Contains(f.Operation, StringComparison.OrdinalIgnoreCase)));

    private Fault? Take(Predicate<Fault> strikes)
    {
        lock (_lock)
        {
            var index = _faults.FindIndex(strikes);
            if (index < 0)
            {
                return null;
            }

            var fault = _faults[index];
            if (fault.Count is { } count)
            {
                if (count <= 1)
                {
                    _faults.RemoveAt(index);
                }
                else
                {
                    _faults[index] = fault with { Count = count - 1 };
                }
            }

            return fault;
        }
    }

    private static bool Strikes(Fault fault, Asked asked) =>
        IsOf(fault, asked.Vendor.Key, asked.Account)
        && StrikesOperation(fault, asked)
        && (fault.Kind != FaultKind.Gone410 || asked.ContinuesSync);

    private static bool IsOf(Fault fault, string vendor, string? account) =>
        (fault.Vendor is null || fault.Vendor == vendor)
        && (fault.Account is null || string.Equals(fault.Account, account, StringComparison.OrdinalIgnoreCase));

    private static bool StrikesOperation(Fault fault, Asked asked)
    {
        var path = asked.Context.Request.Path.Value ?? "";
        var isToken = path.EndsWith("/token", StringComparison.Ordinal);
        return fault switch
        {
            { Kind: FaultKind.TokenDown or FaultKind.NoRefreshToken } => isToken,
            { Operation: null or "" } => asked.Vendor.IsApiCall(asked.Context),
            { Operation: "token" } => isToken,
            _ => path.Contains(fault.Operation, StringComparison.OrdinalIgnoreCase),
        };
    }
}
