using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Storage;
using NodaTime;

namespace App.Sandbox.Google.Calendar;

/// <summary>
/// The events of one calendar on disk: each change is one line, handed to the system before it is answered, so that a
/// killed process has lost nothing. A line half written is the last and is left out.
/// </summary>
internal sealed class CalendarJournal(string path, DateTimeZone zone) : IDisposable
{
    private FileStream? _file;

    /// <summary>The last state of every event, oldest change first.</summary>
    public List<StoredEvent> Read()
    {
        var latest = new Dictionary<string, StoredEvent>();
        var lines = 0;
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
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
            Rewrite(events);
        }

        return events;
    }

    public void Append(IEnumerable<StoredEvent> events)
    {
        _file ??= Open();
        using var buffer = new MemoryStream();
        foreach (var stored in events)
        {
            WriteLine(buffer, stored);
        }

        buffer.WriteTo(_file);
        _file.Flush();
    }

    public void Delete()
    {
        Dispose();
        File.Delete(path);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private FileStream Open()
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        CutHalfLine(file);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    private static void CutHalfLine(FileStream file)
    {
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
            {
                break;
            }

            end--;
        }

        file.SetLength(end);
    }

    private void Rewrite(List<StoredEvent> events)
    {
        Dispose();
        using (var draft = File.Create(path + ".new"))
        {
            events.ForEach(e => WriteLine(draft, e));
        }

        File.Move(path + ".new", path, overwrite: true);
    }

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
