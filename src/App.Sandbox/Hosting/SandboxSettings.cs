using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Storage;

namespace App.Sandbox.Hosting;

/// <summary>The settings of each vendor, kept across restarts.</summary>
public sealed class SandboxSettings
{
    private readonly Lock _lock = new();
    private readonly JsonFile<Dictionary<string, JsonObject>> _file;
    private readonly Dictionary<string, VendorBehaviour> _behaviours;
    private Dictionary<string, VendorSettings> _settings;

    public SandboxSettings(SandboxFolder folder, IEnumerable<VendorBehaviour> behaviours)
    {
        _behaviours = behaviours.ToDictionary(b => b.Vendor);
        _file = folder.File<Dictionary<string, JsonObject>>("settings.json");
        var kept = _file.Read() ?? [];
        _settings = _behaviours.Values.ToDictionary(b => b.Vendor, b => b.Read(kept.GetValueOrDefault(b.Vendor)));
    }

    public VendorSettings For(string vendor) => Volatile.Read(ref _settings)[vendor];

    /// <summary>The settings of a vendor that has some of its own.</summary>
    public T For<T>(string vendor)
        where T : VendorSettings => (T)For(vendor);

    public IReadOnlyList<SettingField> Fields(string vendor) => _behaviours[vendor].Fields;

    public JsonObject Describe(string vendor) => VendorBehaviour.Write(For(vendor));

    public bool Knows(string vendor, string name) => Describe(vendor).ContainsKey(name);

    /// <summary>Changes the named settings of one vendor, leaving the others; the error says which is wrong.</summary>
    public string? Change(string vendor, JsonObject changes)
    {
        lock (_lock)
        {
            var merged = Describe(vendor);
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
                Save(vendor, _behaviours[vendor].Read(merged));
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
            Volatile.Write(ref _settings, _behaviours.Values.ToDictionary(b => b.Vendor, b => b.Defaults));
        }
    }

    private void Save(string vendor, VendorSettings settings)
    {
        var next = new Dictionary<string, VendorSettings>(_settings) { [vendor] = settings };
        _file.Write(next.ToDictionary(s => s.Key, s => VendorBehaviour.Write(s.Value)));
        Volatile.Write(ref _settings, next);
    }
}
