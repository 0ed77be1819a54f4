using App.Sandbox.Hosting;

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
    internal Fault? Take(HttpContext context, ISandboxVendor vendor, string? account, Func<FaultKind, bool> wanted)
    {
        lock (_lock)
        {
            var index = _faults.FindIndex(f => wanted(f.Kind) && Strikes(f, context, vendor, account));
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

    private static bool Strikes(Fault fault, HttpContext context, ISandboxVendor vendor, string? account) =>
        (fault.Vendor is null || fault.Vendor == vendor.Key)
        && (fault.Account is null || string.Equals(fault.Account, account, StringComparison.OrdinalIgnoreCase))
        && StrikesOperation(fault, context, vendor)
        && (fault.Kind != FaultKind.Gone410 || context.Request.Query.ContainsKey("syncToken"));

    private static bool StrikesOperation(Fault fault, HttpContext context, ISandboxVendor vendor)
    {
        var path = context.Request.Path.Value ?? "";
        var isToken = path.EndsWith("/token", StringComparison.Ordinal);
        return fault switch
        {
            { Kind: FaultKind.TokenDown or FaultKind.NoRefreshToken } => isToken,
            { Operation: null or "" } => vendor.IsApiCall(context),
            { Operation: "token" } => isToken,
            _ => path.Contains(fault.Operation, StringComparison.OrdinalIgnoreCase),
        };
    }
}
