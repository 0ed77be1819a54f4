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
        var line = new JsonObject { ["s"] = stored.Seq, ["e"] = stored.Body() };
        if (stored.Past.Count > 0)
        {
            line["p"] = new JsonArray([.. stored.Past.Select(p => (JsonNode)new JsonObject { ["s"] = p.UntilSeq, ["t"] = p.Source.DeepClone() })]);
        }

        using (var writer = new Utf8JsonWriter(target, SandboxJson.Writer))
        {
            line.WriteTo(writer);
        }

        target.WriteByte((byte)'\n');
    }

    private StoredEvent? Parse(string line)
    {
        try
        {
            var parsed = JsonNode.Parse(line)!;
            var past = parsed["p"]?.AsArray().Select(p => ParsePast(p!)).OfType<PastTiming>().ToList() ?? [];
            return StoredEvent.From(parsed["e"]!.AsObject(), parsed["s"]!.GetValue<long>(), past, zone).Value;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private PastTiming? ParsePast(JsonNode node)
    {
        var source = node["t"]!.AsObject();
        return Timing.Parse(source, zone).Value is { } timing ? new PastTiming(node["s"]!.GetValue<long>(), source, timing) : null;
    }
}
