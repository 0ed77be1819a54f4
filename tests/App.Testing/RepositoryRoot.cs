namespace App.Testing;

/// <summary>The folder of the repository that the running tests were built from.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Root = new(() =>
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Integrations.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Integrations.sln above {AppContext.BaseDirectory}");
    });

    public static string Find() => Root.Value;

    public static string Path(string relative) => System.IO.Path.Combine(Root.Value, relative);

    /// <summary>The assembly that the build of a project leaves, in the same configuration as the running tests.</summary>
    public static string Assembly(string project)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(System.IO.Path.DirectorySeparatorChar));
        return Path(System.IO.Path.Combine(project, "bin", framework.Parent!.Name, framework.Name, $"{System.IO.Path.GetFileName(project)}.dll"));
    }
}
