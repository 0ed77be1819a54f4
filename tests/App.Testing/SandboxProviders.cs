using System.Text.Json.Nodes;

namespace App.Testing;

/// <summary>The settings that point a program at a sandbox instead of the vendors: those of Development, where the sandbox is somewhere else.</summary>
public static class SandboxProviders
{
    /// <param name="url">Where the sandbox listens, without a slash at its end.</param>
    public static IReadOnlyDictionary<string, string?> At(string url)
    {
        var development = JsonNode.Parse(File.ReadAllText(RepositoryRoot.Path("appsettings.Development.json")))!;
        return new Dictionary<string, string?>(
            from provider in development["Providers"]!.AsObject()
            from setting in provider.Value!.AsObject()
            let value = (string)setting.Value!
            select KeyValuePair.Create($"Providers:{provider.Key}:{setting.Key}", (string?)(value.StartsWith('/') ? url + value : value)));
    }
}
