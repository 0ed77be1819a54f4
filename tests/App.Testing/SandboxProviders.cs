namespace App.Testing;

/// <summary>The settings that point a program at a sandbox instead of the vendors.</summary>
public static class SandboxProviders
{
    private static readonly (string Provider, string Name, string Path)[] Addresses =
    [
        ("google-calendar", "AuthorizeUrl", "/sandbox/google/o/oauth2/v2/auth"),
        ("google-calendar", "TokenUrl", "/sandbox/google/token"),
        ("google-calendar", "RevokeUrl", "/sandbox/google/revoke"),
        ("google-calendar", "UserInfoUrl", "/sandbox/google/v1/userinfo"),
        ("google-calendar", "ApiUrl", "/sandbox/google/calendar/v3"),
        ("outlook-calendar", "AuthorizeUrl", "/sandbox/microsoft/{tenant}/oauth2/v2.0/authorize"),
        ("outlook-calendar", "TokenUrl", "/sandbox/microsoft/{tenant}/oauth2/v2.0/token"),
        ("outlook-calendar", "ApiUrl", "/sandbox/microsoft/v1.0"),
    ];

    /// <param name="url">Where the sandbox listens, without a slash at its end.</param>
    public static IReadOnlyDictionary<string, string?> At(string url)
    {
        var settings = Addresses.ToDictionary(a => $"Providers:{a.Provider}:{a.Name}", a => (string?)(url + a.Path));
        foreach (var provider in Addresses.Select(a => a.Provider).Distinct())
        {
            (settings[$"Providers:{provider}:ClientId"], settings[$"Providers:{provider}:ClientSecret"]) = ("sandbox-client", "sandbox-secret");
        }

        return settings;
    }
}
