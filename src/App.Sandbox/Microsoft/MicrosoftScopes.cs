using App.Sandbox.OAuth;

namespace App.Sandbox.Microsoft;

/// <summary>The scopes the sandbox knows, with the words of the consent page. Nobody can untick one at Microsoft.</summary>
internal static class MicrosoftScopes
{
    public const string Offline = "offline_access";

    private const string Resource = "https://graph.microsoft.com/";

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["openid"] = "Sign you in",
        ["email"] = "View your email address",
        ["profile"] = "View your basic profile",
        [Offline] = "Maintain access to data you have given it access to",
        ["User.Read"] = "Sign you in and read your profile",
        ["Calendars.Read"] = "Read your calendars",
        ["Calendars.ReadBasic"] = "Read basic details of events in your calendars",
        ["Calendars.ReadWrite"] = "Have full access to your calendars",
        ["MailboxSettings.Read"] = "Read your mailbox settings",
        ["OnlineMeetings.ReadWrite"] = "Read and create your online meetings",
    };

    public static string Describe(string scope) => Words.GetValueOrDefault(scope, scope);

    public static bool IsKnown(string scope) => Words.ContainsKey(scope);

    /// <summary>Scopes without the name of the resource, which may stand before them.</summary>
    public static string[] Read(string[] scopes) =>
        [.. scopes.Select(s => s.StartsWith(Resource, StringComparison.OrdinalIgnoreCase) ? s[Resource.Length..] : s).Distinct()];

    /// <summary>What a token response names: everything granted but the permission to refresh.</summary>
    public static string Answered(IEnumerable<string> granted) => string.Join(' ', granted.Where(s => s != Offline));

    public static bool Allows(IEnumerable<string> granted, IReadOnlySet<string> wanted) => granted.Any(wanted.Contains);
}
