namespace App.Testing;

/// <summary>Published contracts that may lie in a folder named <c>shared</c> beside the repository. Tests that need one are skipped without it.</summary>
public static class Shared
{
    public static string? Find(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(RepositoryRoot.Find(), "..", "shared", relative));
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    /// <summary>The path, or the test is skipped saying what is absent.</summary>
    public static string Require(string relative)
    {
        var path = Find(relative);
        Skip.If(path is null, $"shared/{relative} is not beside the repository");
        return path!;
    }
}
