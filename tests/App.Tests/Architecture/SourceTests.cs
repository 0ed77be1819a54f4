using System.Text.RegularExpressions;

namespace App.Tests.Architecture;

public sealed partial class SourceTests
{
    private const int LongestFile = 400;

    private static readonly IReadOnlyList<SourceFile> Sources = SourceFile.In("src");

    [Fact]
    public void A_provider_is_named_in_its_own_folder_the_catalogue_and_the_sandbox_only()
    {
        var faults =
            from file in Sources
            where !file.Path.StartsWith("src/App.Sandbox/", StringComparison.Ordinal)
                && (!file.Path.StartsWith("src/App.Infrastructure/Providers/", StringComparison.Ordinal) || file.Path.StartsWith("src/App.Infrastructure/Providers/Shared/", StringComparison.Ordinal))
            from match in ProviderName().Matches(file.Code)
            select $"{file.Path} names {match.Value}";

        Rule.Holds(faults);
    }

    [Fact]
    public void No_file_outgrows_its_idea() =>
        Rule.Holds(SourceFile.In("src", "tests", "bench", "tools").Where(f => f.Lines > LongestFile).Select(f => $"{f.Path} has {f.Lines} lines"));

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var faults =
            from file in Sources
            where file.Path.EndsWith(".cs", StringComparison.Ordinal)
            let declared = NamespaceLine().Match(file.Text)
            let folder = Path.GetDirectoryName(file.Path)!.Replace("src/", "", StringComparison.Ordinal).Replace('/', '.')
            where declared.Success && declared.Groups["name"].Value != folder
            select $"{file.Path} declares {declared.Groups["name"].Value}";

        Rule.Holds(faults);
    }

    [Fact]
    public void Nothing_is_promised_and_then_not_done() =>
        Rule.Holds(Sources.Where(f => EmptyPromise().IsMatch(f.Code)).Select(f => f.Path));

    [Fact]
    public void Nobody_switches_the_banned_symbols_off() =>
        Rule.Holds(Sources.Where(f => f.Text.Contains("RS0030", StringComparison.Ordinal)).Select(f => f.Path));

    [GeneratedRegex(@"Google|Gmail|Outlook|Zoom(?![a-z])|Webex|MicrosoftTeams|Microsoft Teams|ICloud|iCloud|Greenhouse|Workday|BambooH[rR]|SmartRecruiters|Rippling|DocuSign|Dropbox|Glassdoor|Slack|LinkedIn")]
    private static partial Regex ProviderName();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\b(NotImplementedException|throw new NotSupportedException)\b|\bTODO\b")]
    private static partial Regex EmptyPromise();
}
