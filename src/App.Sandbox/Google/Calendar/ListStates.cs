namespace App.Sandbox.Google.Calendar;

/// <summary>What a sync token remembers: where the client stands, and the parameters it began with.</summary>
internal sealed record SyncState(string Scope, string Incarnation, long Epoch, long Seq, long IssuedMs, string Binding, long? MinMs = null, long? MaxMs = null);

/// <summary>What a page token remembers: the next page's place, and the listing it belongs to.</summary>
internal sealed record PageState(string Incarnation, string Binding, Cursor Cursor, long SnapshotSeq);
