namespace App.Sandbox.Hosting;

/// <summary>What happens to a refresh token when it is used.</summary>
public enum RefreshMode
{
    /// <summary>It stays the same (Google).</summary>
    None,

    /// <summary>A new one is issued and the old one stays valid (Microsoft).</summary>
    Keep,

    /// <summary>A new one is issued and the old one stays valid for <see cref="VendorSettings.GraceSeconds"/>.</summary>
    Grace,

    /// <summary>A new one is issued; using the old one is refused and revokes the whole family (Zoom).</summary>
    Strict,
}

/// <summary>How a vendor behaves, changeable while it runs.</summary>
public record VendorSettings
{
    public RefreshMode RefreshMode { get; init; } = RefreshMode.None;

    /// <summary>How long a replaced refresh token lives in <see cref="RefreshMode.Grace"/>. Default 60.</summary>
    public int GraceSeconds { get; init; } = 60;

    /// <summary>Life of an access token. Default 3599.</summary>
    public int AccessTokenSeconds { get; init; } = 3599;

    /// <summary>Life of a sync token. Default 30 days.</summary>
    public int SyncTokenSeconds { get; init; } = 30 * 24 * 3600;

    /// <summary>Most items on a page, whatever the client asks for. Default: the vendor's own limit.</summary>
    public int? PageSize { get; init; }

    /// <summary>How far the vendor's clock is ahead of the true one. Default 0.</summary>
    public int ClockSkewSeconds { get; init; }

    /// <summary>Added to every answer. Default 0.</summary>
    public int LatencyMs { get; init; }

    /// <summary>How many API calls about one account are answered at once; one more is refused with 429. Default: any number.</summary>
    public int? ConcurrentRequests { get; init; }
}
