namespace App.Connections;

/// <summary>The steps of connecting, the same on the wizard and on the page that follows it.</summary>
internal static class ConnectSteps
{
    public const int SignIn = 3;
    public const int FirstSync = 4;

    public static IReadOnlyList<string> For(string vendor) => ["Choose", "What it does", "What we ask for", $"Sign in at {vendor}", "First sync"];
}
