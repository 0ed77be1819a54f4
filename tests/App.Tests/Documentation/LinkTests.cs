using System.Text.RegularExpressions;
using App.Tests.Architecture;

namespace App.Tests.Documentation;

public sealed partial class LinkTests
{
    private static readonly string[] Elsewhere = ["bin", "obj", "node_modules", "artifacts", "data", ".git"];

    [Fact]
    public void Every_link_between_documents_leads_somewhere()
    {
        var faults =
            from document in Documents(new DirectoryInfo(RepositoryRoot.Find()))
            from link in Link().Matches(File.ReadAllText(document.FullName))
            let target = link.Groups["target"].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal) && !Path.Exists(Path.Combine(document.DirectoryName!, target))
            select $"{document.FullName} links to {target}";

        Rule.Holds(faults);
    }

    private static IEnumerable<FileInfo> Documents(DirectoryInfo folder) =>
        folder.GetFiles("*.md").Concat(folder.GetDirectories().Where(d => !Elsewhere.Contains(d.Name)).SelectMany(Documents));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
