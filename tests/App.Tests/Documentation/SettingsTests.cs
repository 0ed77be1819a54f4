using System.Text;
using System.Text.RegularExpressions;

namespace App.Tests.Documentation;

public sealed partial class SettingsTests
{
    private static readonly string File = RepositoryRoot.Path("docs/configuration.md");

    [Fact]
    public void The_table_of_settings_says_what_the_code_does()
    {
        var written = Write();
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "1")
        {
            System.IO.File.WriteAllText(File, written);
        }

        Assert.True(written == System.IO.File.ReadAllText(File), "docs/configuration.md is stale: run eng/docs and commit what it wrote.");
    }

    [Fact]
    public void Every_setting_is_described_and_every_number_has_a_unit()
    {
        var settings = Settings.BySection().SelectMany(section => section).ToList();
        var silent = settings.Where(s => s.Description.Length == 0).Select(s => s.Key);
        var unitless = settings.Where(s => s.Type == "number" && !Unit().IsMatch($"{s.Key} {s.Description}")).Select(s => s.Key);

        Assert.NotEmpty(settings);
        Assert.Empty(silent);
        Assert.Empty(unitless);
    }

    private static string Write()
    {
        var text = new StringBuilder("""
            # Configuration

            Written by `eng/docs` from the options classes; a test fails when it is stale.

            Every setting can be given in `appsettings.json` at the root of the repository (or beside the published program), as an environment variable
            (`Database__Provider=postgresql`), or as a command-line argument (`--Database:Provider postgresql`); the later wins. Secrets belong in
            environment variables or, while developing, in user secrets. A wrong value stops the start with one message that names every wrong key.

            """);
        foreach (var section in Settings.BySection())
        {
            text.Append($"\n## {section.Key}\n\n| setting | values | default | |\n|---|---|---|---|\n");
            foreach (var setting in section)
            {
                text.Append($"| `{setting.Key}` | {setting.Type} | {(setting.Default.Length == 0 ? "" : $"`{setting.Default}`")} | {setting.Description.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
            }
        }

        return text.ToString();
    }

    [GeneratedRegex("second|minute|hour|day|millisecond|percent|share|count|number|many|port|byte|size|how often|times|requests|tries|errors", RegexOptions.IgnoreCase)]
    private static partial Regex Unit();
}
