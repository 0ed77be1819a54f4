using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Storage;
using NodaTime;

namespace App.Sandbox.Microsoft.Mailbox;

/// <summary>The items of one calendar on disk: each change is one line.</summary>
internal sealed class ItemJournal(string path, DateTimeZone zone) : IDisposable
{
    private readonly Journal _journal = new(path);

    /// <summary>The last state of every item, oldest change first.</summary>
    public List<StoredItem> Read()
    {
        var latest = new Dictionary<string, StoredItem>();
        var lines = 0;
        foreach (var line in _journal.Lines())
        {
            lines++;
            if (Parse(line) is { } item)
            {
                latest[item.Key] = item;
            }
        }

        var items = latest.Values.OrderBy(i => i.Seq).ToList();
        if (lines > Math.Max(1000, latest.Count * 2))
        {
            _journal.Rewrite(target => items.ForEach(i => Write(target, i)));
        }

        return items;
    }

    public void Append(IReadOnlyList<StoredItem> items) => _journal.Append(target =>
    {
        foreach (var item in items)
        {
            Write(target, item);
        }
    });

    public void Delete() => _journal.Delete();

    public void Dispose() => _journal.Dispose();

    private static void Write(Stream target, StoredItem item)
    {
        var line = new JsonObject
        {
            ["k"] = item.Key,
            ["s"] = item.Seq,
            ["x"] = (int)item.State,
            ["p"] = new JsonArray([.. item.Past.Select(p => (JsonNode)new JsonObject { ["s"] = p.UntilSeq, ["t"] = p.Source.DeepClone() })]),
            ["e"] = item.Body.DeepClone(),
        };
        target.Write(Encoding.UTF8.GetBytes(line.ToJsonString(SandboxJson.Options)));
        target.WriteByte((byte)'\n');
    }

    private StoredItem? Parse(string line)
    {
        try
        {
            var node = JsonNode.Parse(line)!.AsObject();
            var body = node["e"]!.DeepClone().AsObject();
            var past = node["p"]!.AsArray().Select(p => Past(p!.AsObject())).ToList();
            return new StoredItem(
                node["k"]!.GetValue<string>(),
                node["s"]!.GetValue<long>(),
                (ItemState)node["x"]!.GetValue<int>(),
                body,
                ItemTiming.Parse(body, zone).Value!,
                past);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private PastTiming Past(JsonObject node)
    {
        var source = node["t"]!.DeepClone().AsObject();
        return new PastTiming(node["s"]!.GetValue<long>(), source, ItemTiming.Parse(source, zone).Value!);
    }
}
