using App.Domain.Connections;

namespace App.Connections;

/// <summary>The steps of connecting, the same on the wizard and on the page that follows it.</summary>
internal static class ConnectSteps
{
    public const int SignIn = 3;

    public static IReadOnlyList<string> For(ProviderManifest? manifest) => manifest is { IsTyped: true }
        ? ["Choose", "What it does", "Your account", "First sync"]
        : ["Choose", "What it does", "What we ask for", $"Sign in at {manifest?.Vendor ?? "the service"}", "First sync"];
}
