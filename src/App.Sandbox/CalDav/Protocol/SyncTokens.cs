using App.Sandbox.CalDav.Collections;
using App.Sandbox.Hosting;
using App.Sandbox.Storage;

namespace App.Sandbox.CalDav.Protocol;

/// <summary>What a sync token remembers: where the client stands in which life of the collection.</summary>
internal sealed record SyncState(string Incarnation, long Epoch, long IssuedMs, long Seq);

/// <summary>Writes and judges sync tokens.</summary>
internal sealed class SyncTokens(ListTokens tokens, HomeStore store, SandboxSettings settings, SandboxClock clock)
{
    private const string Prefix = "HwoQ";

    /// <summary>Whether a report goes on from a token.</summary>
    public static bool IsIn(string report) => report.Contains(Prefix, StringComparison.Ordinal) && report.Contains("sync-collection", StringComparison.Ordinal);

    public string Write(DavCollection collection, long? seq = null) => Prefix + tokens.Write(new SyncState(
        collection.Info.Incarnation,
        store.Epoch(collection.Info.Account),
        clock.Now(CalDavAccount.Vendor).ToUnixTimeMilliseconds(),
        seq ?? collection.Seq));

    /// <summary>Where a client stands: at nothing without a token; null if the token is no longer good.</summary>
    public long? Read(DavCollection collection, string token)
    {
        if (token.Length == 0)
        {
            return 0;
        }

        var state = token.StartsWith(Prefix, StringComparison.Ordinal) ? tokens.Read<SyncState>(token[Prefix.Length..]) : null;
        var oldest = clock.Now(CalDavAccount.Vendor).ToUnixTimeMilliseconds() - (settings.For(CalDavAccount.Vendor).SyncTokenSeconds * 1000L);
        return state is not null
            && state.Incarnation == collection.Info.Incarnation
            && state.Epoch == store.Epoch(collection.Info.Account)
            && state.IssuedMs > oldest
                ? state.Seq
                : null;
    }
}
