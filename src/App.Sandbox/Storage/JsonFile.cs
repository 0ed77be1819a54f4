using System.Text.Json;

namespace App.Sandbox.Storage;

/// <summary>A JSON file that is replaced as a whole: a killed process leaves the old or the new one, never half.</summary>
internal sealed class JsonFile<T>(string path)
    where T : class
{
    public T? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = File.OpenRead(path);
        return JsonSerializer.Deserialize<T>(stream, SandboxJson.Options);
    }

    public void Write(T value)
    {
        var draft = path + ".new";
        using (var stream = File.Create(draft))
        {
            JsonSerializer.Serialize(stream, value, SandboxJson.Options);
        }

        File.Move(draft, path, overwrite: true);
    }
}
