namespace App.Sandbox;

/// <summary>Where the simulated vendors keep their state and which client they know. Section <c>Sandbox</c>.</summary>
public sealed class SandboxOptions
{
    public const string Section = "Sandbox";

    /// <summary>Whether the app serves the sandbox itself under <c>/sandbox</c>. Default: no.</summary>
    public bool Enabled { get; set; }

    /// <summary>Folder of everything the vendors remember. Default <c>data/sandbox</c>.</summary>
    public string Folder { get; set; } = Path.Combine("data", "sandbox");

    /// <summary>The one OAuth client every vendor knows.</summary>
    public string ClientId { get; set; } = "sandbox-client";

    /// <summary>That client's secret.</summary>
    public string ClientSecret { get; set; } = "sandbox-secret";
}
