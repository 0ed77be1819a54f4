namespace App.Hosting;

/// <summary>
/// Where this program lies. Run from its sources, settings and data are at the root of the repository; published, settings and web assets
/// lie beside the assembly and a relative data folder belongs to the working folder.
/// </summary>
public sealed record Installation(string ContentRoot, string WebRoot, string WorkingRoot)
{
    private const string Solution = "Integrations.sln";

    public static Installation Find() => Find(AppContext.BaseDirectory, Directory.GetCurrentDirectory());

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var installation = Find();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(Installation).Assembly.GetName().Name,
            ContentRootPath = installation.ContentRoot,
            WebRootPath = installation.WebRoot,
        });
        Settings.SettingsException.ThrowIfWrong(builder.Configuration);
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddSingleton(installation);
        return builder;
    }

    /// <summary>The absolute path of a file or folder that settings name.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, WorkingRoot);

    internal static Installation Find(string programFolder, string workingFolder)
    {
        var root = File.Exists(Path.Combine(programFolder, "appsettings.json")) ? null : SourcesAbove(programFolder);
        return root is null
            ? new(programFolder, Path.Combine(programFolder, "wwwroot"), workingFolder)
            : new(root, Path.Combine(root, "src", "App", "wwwroot"), root);
    }

    private static string? SourcesAbove(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            if (File.Exists(Path.Combine(above.FullName, Solution)))
            {
                return above.FullName;
            }
        }

        return null;
    }
}
