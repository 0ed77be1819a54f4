using System.Text.RegularExpressions;

namespace App.Tests.Architecture;

/// <summary>One hand-written source file: generated code and build output are left out.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    private static readonly string[] Generated = ["/bin/", "/obj/", "/Migrations/", "/node_modules/"];

    /// <summary>The text without comments, which may name anything.</summary>
    public string Code => Comment().Replace(Text, "");

    public int Lines => Text.AsSpan().Count('\n');

    public static IReadOnlyList<SourceFile> In(params string[] folders) =>
        [.. from folder in folders
            where Directory.Exists(RepositoryRoot.Path(folder))
            from file in Directory.EnumerateFiles(RepositoryRoot.Path(folder), "*", SearchOption.AllDirectories)
            let path = System.IO.Path.GetRelativePath(RepositoryRoot.Find(), file).Replace('\\', '/')
            where (path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
                && !Generated.Any($"/{path}".Contains)
            select new SourceFile(path, File.ReadAllText(file))];

    [GeneratedRegex(@"(?<!:)//[^\n]*|/\*.*?\*/|@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
