namespace App.Infrastructure.Hosting;

/// <summary>Tells paths of this server from addresses that lead elsewhere.</summary>
public static class LocalPath
{
    public const int MostLength = 2000;

    /// <summary>True for <c>/x</c>; false for <c>//host</c>, <c>/\host</c>, absolute addresses and control characters.</summary>
    public static bool IsOurs(string path) =>
        path is { Length: > 0 and <= MostLength } && path[0] == '/'
        && (path.Length == 1 || path[1] is not ('/' or '\\'))
        && !path.Any(c => char.IsControl(c) || c == '\\');
}
