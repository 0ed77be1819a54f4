namespace App.Sandbox.Google;

/// <summary>The scopes the sandbox knows, with the words of the consent page.</summary>
internal static class GoogleScopes
{
    private const string Root = "https://www.googleapis.com/auth/";

    private static readonly Dictionary<string, string> Words = new()
    {
        ["openid"] = "Know who you are",
        ["email"] = "See your e-mail address",
        [Root + "userinfo.email"] = "See your e-mail address",
        ["profile"] = "See your name",
        [Root + "userinfo.profile"] = "See your name",
        [Root + "calendar"] = "See, change and delete all calendars you can reach",
        [Root + "calendar.readonly"] = "See all calendars you can reach",
        [Root + "calendar.app.created"] = "Make calendars of its own and see, change and delete events on them",
        [Root + "calendar.calendarlist"] = "See and change the list of your calendars",
        [Root + "calendar.calendarlist.readonly"] = "See the list of your calendars",
        [Root + "calendar.calendars"] = "See and change the properties of your calendars",
        [Root + "calendar.calendars.readonly"] = "See the properties of your calendars",
        [Root + "calendar.events"] = "See, change and delete events on all your calendars",
        [Root + "calendar.events.readonly"] = "See events on all your calendars",
        [Root + "calendar.events.owned"] = "See, change and delete events on calendars you own",
        [Root + "calendar.events.owned.readonly"] = "See events on calendars you own",
        [Root + "calendar.events.public.readonly"] = "See events on public calendars",
        [Root + "calendar.events.freebusy"] = "See when you are busy on calendars you can reach",
        [Root + "calendar.freebusy"] = "See when you are busy",
        [Root + "calendar.settings.readonly"] = "See the settings of your calendar",
    };

    private static readonly HashSet<string> Basic =
        ["openid", "email", "profile", Root + "userinfo.email", Root + "userinfo.profile"];

    public static bool IsKnown(string scope) => Words.ContainsKey(scope);

    /// <summary>Sign-in scopes come with the account and cannot be unticked.</summary>
    public static bool IsBasic(string scope) => Basic.Contains(scope);

    public static string Describe(string scope) => Words.GetValueOrDefault(scope, scope);

    /// <summary>Whether one of the short names (without the common root) was granted.</summary>
    public static bool Allows(IEnumerable<string> granted, IReadOnlySet<string> shortNames) =>
        granted.Any(g => g.StartsWith(Root, StringComparison.Ordinal) && shortNames.Contains(g[Root.Length..]));
}
