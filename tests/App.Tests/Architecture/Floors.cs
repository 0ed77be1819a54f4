namespace App.Tests.Architecture;

/// <summary>The assemblies of the house as they lie beside the tests.</summary>
internal static class Floors
{
    public const string Domain = "App.Domain";
    public const string Infrastructure = "App.Infrastructure";
    public const string Application = "App";
    public const string Sandbox = "App.Sandbox";

    public static readonly string[] All = [Domain, Infrastructure, Application, Sandbox];

    public static string File(string floor) => Path.Combine(AppContext.BaseDirectory, $"{floor}.dll");

    public static IReadOnlyList<TypeUsage> Types(string floor) => TypeUsage.ReadAll(File(floor));
}
