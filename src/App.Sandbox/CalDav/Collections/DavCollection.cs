using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.CalDav.Ics;
using App.Sandbox.Storage;

namespace App.Sandbox.CalDav.Collections;

/// <summary>One resource as it is kept; deleted ones stay as tombstones without a text.</summary>
internal sealed record DavResource(string Name, long Seq, string? Text, string? Uid)
{
    public bool IsLive => Text is not null;

    /// <summary>The text as components; every kept text is one.</summary>
    public IcsComponent Calendar => IcsComponent.Parse(Text!)!;
}

/// <summary>How a change of a resource ended.</summary>
internal enum PutOutcome
{
    Created,
    Replaced,
    PreconditionFailed,
    UidTaken,
}

/// <summary>The resources of one collection: each change gets the next number and is on disk before it is answered.</summary>
internal sealed class DavCollection : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Journal _journal;
    private readonly Dictionary<string, DavResource> _resources = [];
    private long _seq;

    public DavCollection(CollectionInfo info, string path)
    {
        Info = info;
        _journal = new Journal(path);
        foreach (var line in _journal.Lines())
        {
            if (Parse(line) is { } resource)
            {
                Put(resource);
            }
        }
    }

    public CollectionInfo Info { get; set; }

    public long Seq
    {
        get
        {
            lock (_lock)
            {
                return _seq;
            }
        }
    }

    public IReadOnlyList<DavResource> Live()
    {
        lock (_lock)
        {
            return [.. _resources.Values.Where(r => r.IsLive).OrderBy(r => r.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>What changed after a number, in that order; also what is deleted.</summary>
    public IReadOnlyList<DavResource> Since(long seq)
    {
        lock (_lock)
        {
            return [.. _resources.Values.Where(r => r.Seq > seq).OrderBy(r => r.Seq)];
        }
    }

    public DavResource? Find(string name)
    {
        lock (_lock)
        {
            return _resources.GetValueOrDefault(name) is { IsLive: true } resource ? resource : null;
        }
    }

    public string ETagOf(DavResource resource) => $"\"C={resource.Seq}@U={Info.Incarnation}\"";

    /// <summary>Keeps a text under a name, if the conditions hold (RFC 9110 §13) and nobody else has its UID.</summary>
    public PutOutcome Put(string name, string text, string? ifMatch = null, string? ifNoneMatch = null)
    {
        var uid = IcsComponent.Parse(text)?.Children.Select(c => c.Line("UID")?.Value).FirstOrDefault(u => u is not null);
        lock (_lock)
        {
            var before = _resources.GetValueOrDefault(name) is { IsLive: true } live ? live : null;
            if (!Holds(before, ifMatch, ifNoneMatch))
            {
                return PutOutcome.PreconditionFailed;
            }

            if (_resources.Values.Any(r => r.IsLive && r.Uid == uid && r.Name != name))
            {
                return PutOutcome.UidTaken;
            }

            Commit([new DavResource(name, _seq + 1, text, uid)]);
            return before is null ? PutOutcome.Created : PutOutcome.Replaced;
        }
    }

    /// <summary>Keeps many new texts with one write.</summary>
    public int PutMany(IEnumerable<(string Name, string Uid, string Text)> texts)
    {
        lock (_lock)
        {
            var seq = _seq;
            var made = texts.Where(t => !_resources.ContainsKey(t.Name)).Select(t => new DavResource(t.Name, ++seq, t.Text, t.Uid)).ToList();
            Commit(made);
            return made.Count;
        }
    }

    /// <summary>Whether it was there, and the condition held; null if it was not there.</summary>
    public bool? Remove(string name, string? ifMatch = null)
    {
        lock (_lock)
        {
            if (_resources.GetValueOrDefault(name) is not { IsLive: true } before)
            {
                return null;
            }

            if (!Holds(before, ifMatch, null))
            {
                return false;
            }

            Commit([new DavResource(name, _seq + 1, null, before.Uid)]);
            return true;
        }
    }

    public void Delete()
    {
        lock (_lock)
        {
            _journal.Delete();
        }
    }

    public void Dispose() => _journal.Dispose();

    private bool Holds(DavResource? before, string? ifMatch, string? ifNoneMatch) =>
        (ifMatch is null || (before is not null && (ifMatch == "*" || ifMatch.Contains(ETagOf(before), StringComparison.Ordinal))))
        && (ifNoneMatch is null || before is null || (ifNoneMatch != "*" && !ifNoneMatch.Contains(ETagOf(before), StringComparison.Ordinal)));

    private void Commit(IReadOnlyList<DavResource> changed)
    {
        _journal.Append(target =>
        {
            foreach (var resource in changed)
            {
                var line = new JsonObject { ["n"] = resource.Name, ["s"] = resource.Seq, ["t"] = resource.Text, ["u"] = resource.Uid };
                target.Write(Encoding.UTF8.GetBytes(line.ToJsonString(SandboxJson.Options)));
                target.WriteByte((byte)'\n');
            }
        });
        foreach (var resource in changed)
        {
            Put(resource);
        }
    }

    private void Put(DavResource resource)
    {
        _resources[resource.Name] = resource;
        _seq = Math.Max(_seq, resource.Seq);
    }

    private static DavResource? Parse(string line)
    {
        try
        {
            var node = JsonNode.Parse(line)!;
            return new DavResource(node["n"]!.GetValue<string>(), node["s"]!.GetValue<long>(), node["t"]?.GetValue<string>(), node["u"]?.GetValue<string>());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
