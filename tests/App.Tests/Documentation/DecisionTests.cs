using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace App.Tests.Documentation;

public sealed partial class DecisionTests
{
    [Fact]
    public void Every_package_has_a_row_with_its_licence()
    {
        var used = XDocument.Load(RepositoryRoot.Path("Directory.Packages.props")).Descendants("PackageVersion").Select(p => p.Attribute("Include")!.Value);
        var explained = Row().Matches(File.ReadAllText(RepositoryRoot.Path("docs/decisions/0002-packages.md"))).Select(m => m.Groups["name"].Value);

        Assert.Equal(used.Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_decision_is_in_the_list()
    {
        var listed = File.ReadAllText(RepositoryRoot.Path("docs/decisions/README.md"));
        var missing = Directory.GetFiles(RepositoryRoot.Path("docs/decisions"), "0*.md").Select(Path.GetFileName).Where(name => !listed.Contains($"({name})", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [GeneratedRegex(@"^\| (?<name>[A-Za-z]+\.?[\w.]*) \| (MIT|Apache-2\.0|BSD-3-Clause|PostgreSQL|MS-PL|MPL-2\.0) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
