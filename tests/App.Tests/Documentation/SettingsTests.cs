using System.Reflection;
using System.Text.RegularExpressions;
using App.Hosting.Settings;
using App.Tests.Architecture;

namespace App.Tests.Documentation;

public sealed partial class SettingsTests
{
    private static readonly string Document = RepositoryRoot.Path("docs/configuration.md");

    [Fact]
    public void The_table_of_settings_says_what_the_code_does()
    {
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
        {
            File.WriteAllText(Document, Write());
        }

        Assert.True(Write() == File.ReadAllText(Document), "docs/configuration.md is stale: run eng/docs and commit what it wrote.");
    }

    [Fact]
    public void Every_options_class_is_in_the_table()
    {
        var known = SettingsSection.All.Select(section => section.Type);
        var options = Floors.All.SelectMany(floor => Assembly.LoadFrom(Floors.File(floor)).GetTypes()).Where(type => type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true });

        Rule.Holds(options.Except(known).Select(type => type.FullName!));
    }

    [Fact]
    public void Every_setting_is_described_and_every_number_has_a_unit()
    {
        var rows = Row().Matches(SettingsTable.Markdown());
        var silent = rows.Where(row => row.Groups["meaning"].Length == 0).Select(row => row.Groups["key"].Value);
        var unitless = rows.Where(row => Number().IsMatch(row.Groups["default"].Value) && !Unit().IsMatch(row.Groups["meaning"].Value)).Select(row => row.Groups["key"].Value);

        Assert.NotEmpty(rows);
        Rule.Holds(silent);
        Rule.Holds(unitless);
    }

    private static string Write() => $"""
        # Configuration

        Written by `eng/docs` from the options classes; a test fails when it is stale. `dotnet run --project src/App -- config` prints the same table.

        Every setting can be given in `appsettings.json` at the root of the repository (or beside the published program), as an environment variable, or
        as a command-line argument (`--Database:Provider=postgresql`); the later wins. Secrets belong in environment variables or, while developing, in
        user secrets. A wrong value, and a key that nobody knows, stop the start with one message that names every one of them.

        {SettingsTable.Markdown().ReplaceLineEndings("\n")}

        """;

    [GeneratedRegex(@"^\| `(?<key>[^`]+)` \| `[^`]+` \| `?(?<default>[^|`]*)`? \| (?<meaning>.*?) ?\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex Number();

    [GeneratedRegex("second|minute|hour|day|percent|share|count|number|how many|port|byte|times|requests|tries|errors|answers", RegexOptions.IgnoreCase)]
    private static partial Regex Unit();
}
