namespace App.Tests.Architecture;

/// <summary>
/// Data is read within one organization. Who looks across them is listed in <c>system-scope.txt</c> (written by <c>eng/docs</c>), so that a new entry is
/// seen in review.
/// </summary>
public sealed class ScopeTests
{
    private const string Crossing = "App.Infrastructure.Database.AppDatabase.ForSystem/1";

    private static readonly string List = RepositoryRoot.Path("tests/App.Tests/Architecture/system-scope.txt");

    [Fact]
    public void Only_listed_types_look_across_organizations()
    {
        var found = new[] { Floors.Infrastructure, Floors.Application }.SelectMany(Floors.Types).Where(type => type.Members.Contains(Crossing)).Select(type => $"{type.Namespace}.{type.Name}").Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
        {
            File.WriteAllLines(List, found);
        }

        var listed = File.ReadAllLines(List);
        Rule.Holds([.. found.Except(listed).Select(name => $"{name} is not listed"), .. listed.Except(found).Select(name => $"{name} is listed and no longer needs to be")]);
    }
}
