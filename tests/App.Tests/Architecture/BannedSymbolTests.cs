namespace App.Tests.Architecture;

/// <summary>The analyzer reads what people wrote; this reads what was compiled, markup of pages included.</summary>
public sealed class BannedSymbolTests
{
    private static readonly IReadOnlyList<string> Banned =
        [.. File.ReadAllLines(RepositoryRoot.Path("BannedSymbols.txt")).Where(line => line.Length > 0).Select(line => line.Split(';')[0])];

    [Theory]
    [InlineData(Floors.Domain)]
    [InlineData(Floors.Infrastructure)]
    [InlineData(Floors.Application)]
    [InlineData(Floors.Sandbox)]
    public void No_banned_symbol_is_compiled_in(string floor)
    {
        var faults =
            from type in Floors.Types(floor)
            from banned in Banned
            where Uses(type, banned)
            select $"{type.Namespace}.{type.Name} uses {banned}";

        Rule.Holds(faults);
    }

    [Theory]
    [InlineData("P:System.DateTime.UtcNow", "System.DateTime.get_UtcNow/0", true)]
    [InlineData("M:System.Net.Http.HttpClient.#ctor", "System.Net.Http.HttpClient..ctor/1", false)]
    [InlineData("M:System.Threading.Tasks.Task.Wait(System.Int32)", "System.Threading.Tasks.Task.Wait/1", true)]
    public void A_symbol_matches_its_compiled_form(string banned, string member, bool matches) =>
        Assert.Equal(matches, Uses(new TypeUsage("X", "X", new HashSet<string>(), new HashSet<string> { member }), banned));

    private static bool Uses(TypeUsage type, string banned)
    {
        var symbol = banned[2..];
        var parameters = symbol.Contains('(', StringComparison.Ordinal) ? symbol.Split(',').Length : 0;
        var name = symbol.Split('(')[0].Replace("#ctor", ".ctor", StringComparison.Ordinal);
        var property = $"{name[..(name.LastIndexOf('.') + 1)]}get_{name[(name.LastIndexOf('.') + 1)..]}";
        return banned[0] switch
        {
            'T' => type.Types.Contains(name),
            'P' => type.Members.Contains($"{property}/0"),
            _ => type.Members.Contains($"{name}/{parameters}"),
        };
    }
}
