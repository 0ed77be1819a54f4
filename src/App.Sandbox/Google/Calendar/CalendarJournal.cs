using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Storage;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>The events of one calendar on disk: each change is one line.</summary>
internal sealed class CalendarJournal(string path, DateTimeZone zone) : IDisposable
{
    private readonly Journal _journal = new(path);

    /// <summary>The last state of every event, oldest change first.</summary>
    public List<StoredEvent> Read()
    {
        var latest = new Dictionary<string, StoredEvent>();
        var lines = 0;
        foreach (var line in _journal.Lines())
        {
            lines++;
            if (Parse(line) is { } stored)
            {
                latest[stored.Id] = stored;
            }
        }

        var events = latest.Values.OrderBy(e => e.Seq).ToList();
        if (lines > Math.Max(1000, latest.Count * 2))
        {
            _journal.Rewrite(target => events.ForEach(e => WriteLine(target, e)));
        }

        return events;
    }

    public void Append(IReadOnlyList<StoredEvent> events) => _journal.Append(target =>
    {
        foreach (var stored in events)
        {
            WriteLine(target, stored);
        }
    });

    public void Delete() => _journal.Delete();

    public void Dispose() => _journal.Dispose();

    private static void WriteLine(Stream target, StoredEvent stored)
    {
        using (var writer = new Utf8JsonWriter(target, SandboxJson.Writer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("s", stored.Seq);
            if (stored.Past.Count > 0)
            {
                writer.WritePropertyName("p");
                new JsonArray([.. stored.Past.Select(p => (JsonNode)new JsonObject { ["s"] = p.UntilSeq, ["t"] = p.Source.DeepClone() })]).WriteTo(writer);
            }

            writer.WritePropertyName("e");
            writer.WriteRawValue(stored.Whole, skipInputValidation: true);
            writer.WriteEndObject();
        }

        target.WriteByte((byte)'\n');
    }

    private StoredEvent? Parse(string line)
    {
        try
        {
            var root = JsonDocument.Parse(line).RootElement;
            var past = root.TryGetProperty("p", out var earlier) ? earlier.EnumerateArray().Select(ParsePast).OfType<PastTiming>().ToList() : [];
            var written = Encoding.UTF8.GetBytes(root.GetProperty("e").GetRawText());
            return StoredEvent.From(JsonObject.Create(root.GetProperty("e"))!, root.GetProperty("s").GetInt64(), past, zone, written).Value;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private PastTiming? ParsePast(JsonElement node)
    {
        var source = JsonObject.Create(node.GetProperty("t"))!;
        return Timing.Parse(source, zone).Value is { } timing ? new PastTiming(node.GetProperty("s").GetInt64(), source, timing) : null;
    }
}
