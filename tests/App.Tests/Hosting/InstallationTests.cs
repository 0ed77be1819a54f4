using App.Hosting;

namespace App.Tests.Hosting;

public sealed class InstallationTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("integrations-install-");

    [Fact]
    public void From_sources_everything_belongs_to_the_root_of_the_repository()
    {
        File.WriteAllText(Path.Combine(_root.FullName, "Integrations.sln"), "");
        var program = _root.CreateSubdirectory("src/App/bin/Debug/net10.0");

        var installation = Installation.Find(program.FullName, "/elsewhere");

        Assert.Equal(_root.FullName, installation.ContentRoot);
        Assert.Equal(Path.Combine(_root.FullName, "data"), installation.PathOf("data"));
    }

    [Fact]
    public void Published_even_inside_the_repository_settings_lie_beside_the_program_and_data_in_the_working_folder()
    {
        File.WriteAllText(Path.Combine(_root.FullName, "Integrations.sln"), "");
        var program = _root.CreateSubdirectory("out");
        File.WriteAllText(Path.Combine(program.FullName, "appsettings.json"), "{}");

        var installation = Installation.Find(program.FullName, "/srv/hub");

        Assert.Equal(program.FullName, installation.ContentRoot);
        Assert.Equal("/srv/hub/data", installation.PathOf("data"));
        Assert.Equal("/var/lib/hub", installation.PathOf("/var/lib/hub"));
    }

    public void Dispose() => _root.Delete(recursive: true);
}
