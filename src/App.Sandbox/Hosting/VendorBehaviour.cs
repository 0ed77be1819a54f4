using System.Text.Json;
using System.Text.Json.Nodes;
using App.Sandbox.Storage;

namespace App.Sandbox.Hosting;

/// <summary>How a vendor behaves before anybody changes it, and what the control page lets one change.</summary>
public sealed record VendorBehaviour(string Vendor, VendorSettings Defaults, IReadOnlyList<SettingField> Fields)
{
    /// <summary>The settings as they were kept; what was not kept is as at the beginning.</summary>
    internal VendorSettings Read(JsonObject? kept)
    {
        var merged = Write(Defaults);
        foreach (var (name, value) in kept ?? [])
        {
            merged[name] = value?.DeepClone();
        }

        return (VendorSettings)merged.Deserialize(Defaults.GetType(), SandboxJson.Options)!;
    }

    internal static JsonObject Write(VendorSettings settings) =>
        JsonSerializer.SerializeToNode(settings, settings.GetType(), SandboxJson.Options)!.AsObject();
}

/// <summary>One setting as the control page shows it: a number, a choice or a tick.</summary>
public sealed record SettingField(string Name, string Label)
{
    public int Least { get; init; }

    public bool IsRequired { get; init; } = true;

    public bool IsTick { get; init; }

    public IReadOnlyList<(string Value, string Words)> Choices { get; init; } = [];

    public static SettingField Tick(string name, string label) => new(name, label) { IsTick = true };

    /// <summary>What concerns access and refresh tokens.</summary>
    public static readonly IReadOnlyList<SettingField> Tokens =
    [
        new("refreshMode", "Refresh tokens")
        {
            Choices =
            [
                ("none", "Never replaced (Google)"),
                ("keep", "Replaced, old one stays valid (Microsoft)"),
                ("grace", "Replaced, old one valid for the grace time"),
                ("strict", "Replaced at once; reuse revokes (Zoom)"),
            ],
        },
        new("graceSeconds", "Grace, seconds"),
        new("accessTokenSeconds", "Access token life, seconds"),
    ];

    /// <summary>What every vendor has.</summary>
    public static readonly IReadOnlyList<SettingField> Everywhere =
    [
        new("syncTokenSeconds", "Sync token life, seconds"),
        new("pageSize", "Largest page") { IsRequired = false },
        new("clockSkewSeconds", "Clock ahead, seconds") { Least = -86_400 },
        new("latencyMs", "Added latency, milliseconds"),
        new("concurrentRequests", "Requests at once per account") { IsRequired = false },
    ];
}
