using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Storage;

namespace App.Sandbox.Hosting;

/// <summary>The settings of each vendor, kept across restarts.</summary>
public sealed class SandboxSettings
{
    private readonly Lock _lock = new();
    private readonly JsonFile<Dictionary<string, VendorSettings>> _file;
    private Dictionary<string, VendorSettings> _settings;

    public SandboxSettings(SandboxFolder folder)
    {
        _file = folder.File<Dictionary<string, VendorSettings>>("settings.json");
        _settings = _file.Read() ?? [];
    }

    public VendorSettings For(string vendor) => Volatile.Read(ref _settings).GetValueOrDefault(vendor) ?? Default;

    private static VendorSettings Default { get; } = new();

    /// <summary>Changes the named settings of one vendor, leaving the others; the error says which is wrong.</summary>
    public string? Change(string vendor, JsonObject changes)
    {
        lock (_lock)
        {
            var merged = JsonSerializer.SerializeToNode(For(vendor), SandboxJson.Options)!.AsObject();
            foreach (var (name, value) in changes)
            {
                if (!merged.ContainsKey(name))
                {
                    return $"Unknown setting '{name}'.";
                }

                merged[name] = value?.DeepClone();
            }

            try
            {
                Save(vendor, merged.Deserialize<VendorSettings>(SandboxJson.Options)!);
                return null;
            }
            catch (JsonException exception)
            {
                return $"Wrong value at {exception.Path}.";
            }
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            _file.Write([]);
            Volatile.Write(ref _settings, []);
        }
    }

    private void Save(string vendor, VendorSettings settings)
    {
        var next = new Dictionary<string, VendorSettings>(_settings) { [vendor] = settings };
        _file.Write(next);
        Volatile.Write(ref _settings, next);
    }
}
