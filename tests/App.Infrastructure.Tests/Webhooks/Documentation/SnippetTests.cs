using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Documentation;

/// <summary>What docs/webhooks.md tells people to write is run on what we sign, by the public libraries and without.</summary>
public sealed partial class SnippetTests
{
    private const string Body = """{"type":"booking.created","data":{"name":"Žluťoučký 🐎"}}""";

    private static readonly HmacSecret Shared = HmacSecret.Generate();
    private static readonly HmacSecret Older = HmacSecret.Generate();
    private static readonly Ed25519Secret Pair = Ed25519Secret.Generate();

    [SkippableTheory]
    [InlineData("standardwebhooks.mjs", false)]
    [InlineData("svix.mjs", false)]
    [InlineData("standard.mjs", true)]
    public async Task JavaScript_accepts_what_is_ours_and_nothing_else(string name, bool knowsKeys)
    {
        var cases = Cases(knowsKeys);
        var printed = await NodeProgram.RunAsync(Folder, "run.mjs", [], Input(name, cases));
        Accepts(cases, printed);
    }

    [SkippableFact]
    public async Task Python_accepts_what_is_ours_and_nothing_else()
    {
        var cases = Cases(knowsKeys: false);
        using var folder = new TemporaryFolder();
        folder.Write("verify.py", Snippet("standard.py") + File.ReadAllText(Path.Combine(Folder, "run.py")));
        Accepts(cases, await ProgramRun.RunAsync(folder.Path, Python(), ["verify.py"], Input("standard.py", cases)));
    }

    [SkippableFact]
    public async Task Python_with_the_library_can_at_least_be_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("verify.py", Snippet("standardwebhooks.py"));
        await ProgramRun.RunAsync(folder.Path, Python(), ["-m", "py_compile", "verify.py"]);
    }

    [SkippableFact]
    public async Task Go_accepts_what_is_ours_and_nothing_else()
    {
        var cases = Cases(knowsKeys: true);
        using var folder = new TemporaryFolder();
        folder.Write("go.mod", "module receiver\n\ngo 1.19\n");
        folder.Write("standard.go", Snippet("standard.go"));
        folder.Write("main.go", File.ReadAllText(Path.Combine(Folder, "run.go.txt")));
        var offline = new Dictionary<string, string> { ["GOTOOLCHAIN"] = "local", ["GOFLAGS"] = "-mod=mod", ["GOPROXY"] = "off", ["GOCACHE"] = Path.Combine(folder.Path, "cache") };
        Accepts(cases, await ProgramRun.RunAsync(folder.Path, Go("go"), ["run", "."], Input("standard.go", cases), offline));
    }

    [SkippableFact]
    public async Task Go_with_the_library_can_at_least_be_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("library.go", Snippet("library.go"));
        await ProgramRun.RunAsync(folder.Path, Go("gofmt"), ["-e", "-l", "library.go"]);
    }

    [Fact]
    public void CSharp_accepts_what_is_ours_and_nothing_else() => Assert.All(Cases(knowsKeys: false), c => Assert.Equal(
        c.IsGood,
        StandardReceiver.Verify(c.Secret, c.Headers["webhook-id"], c.Headers["webhook-timestamp"], c.Headers["webhook-signature"], Encoding.UTF8.GetBytes(c.Body), TimeProvider.System.GetUtcNow())));

    [Fact]
    public void CSharp_with_the_library_accepts_what_is_ours_and_nothing_else() => Assert.All(Cases(knowsKeys: false), c => Assert.Equal(
        c.IsGood,
        LibraryReceiver.Verify(c.Secret, new HeaderDictionary(c.Headers.ToDictionary(h => h.Key, h => new StringValues(h.Value))), c.Body)));

    [Theory]
    [InlineData("StandardReceiver.cs")]
    [InlineData("LibraryReceiver.cs")]
    public void What_is_compiled_here_is_what_the_document_shows(string name) =>
        Assert.Equal(Snippet(name), File.ReadAllText(RepositoryRoot.Path($"tests/App.Infrastructure.Tests/Webhooks/Documentation/{name}")));

    [Fact]
    public void Every_snippet_with_a_name_is_tested_here()
    {
        var tested = File.ReadAllText(RepositoryRoot.Path("tests/App.Infrastructure.Tests/Webhooks/Documentation/SnippetTests.cs"));
        var names = Fence().Matches(Document).Select(m => m.Groups["name"].Value).ToList();
        Assert.Equal(9, names.Count);
        Assert.All(names, name => Assert.Contains($"\"{name}\"", tested, StringComparison.Ordinal));
    }

    private static string Folder => RepositoryRoot.Path("tests/App.Infrastructure.Tests/Webhooks/Documentation/Snippets");

    private static string Document => File.ReadAllText(RepositoryRoot.Path("docs/webhooks.md"));

    private static string Snippet(string name) => Fence().Matches(Document).Single(m => m.Groups["name"].Value == name).Groups["code"].Value;

    private static List<Case> Cases(bool knowsKeys)
    {
        var now = SystemNow();
        var (shared, both) = (Sign(now, Shared), Sign(now, Shared, Older));
        List<Case> cases =
        [
            new("signed", Shared.Reveal(), shared, Body, true),
            new("rotated, known by the new secret", Shared.Reveal(), both, Body, true),
            new("rotated, known by the old secret", Older.Reveal(), both, Body, true),
            new("scheme changed, known by the secret", Shared.Reveal(), Sign(now, Pair, Shared), Body, true),
            new("another secret", Older.Reveal(), shared, Body, false),
            new("another body", Shared.Reveal(), shared, Body + " ", false),
            new("another id", Shared.Reveal(), With(shared, "webhook-id", "msg_other"), Body, false),
            new("another timestamp", Shared.Reveal(), With(shared, "webhook-timestamp", MessageSignature.Timestamp(now - Duration.FromSeconds(1))), Body, false),
            new("a timestamp of digits that are none", Shared.Reveal(), With(shared, "webhook-timestamp", "²"), Body, false),
            new("a timestamp without end", Shared.Reveal(), With(shared, "webhook-timestamp", new string('9', 5000)), Body, false),
            new("no signature", Shared.Reveal(), With(shared, "webhook-signature", "v1,"), Body, false),
            new("too old", Shared.Reveal(), Sign(now - Duration.FromSeconds(330), Shared), Body, false),
            new("too new", Shared.Reveal(), Sign(now + Duration.FromSeconds(330), Shared), Body, false),
        ];
        if (knowsKeys)
        {
            var key = Pair.PublicKey.ToString();
            cases.Add(new("signed by the pair", key, Sign(now, Pair), Body, true));
            cases.Add(new("scheme changed, known by the key", key, Sign(now, Pair, Shared), Body, true));
            cases.Add(new("another body, signed by the pair", key, Sign(now, Pair), Body + " ", false));
            cases.Add(new("another pair", Ed25519Secret.Generate().PublicKey.ToString(), Sign(now, Pair), Body, false));
        }

        return cases;
    }

    private static Instant SystemNow() => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    private static Dictionary<string, string> Sign(Instant at, params SigningSecret[] secrets)
    {
        var id = Message.WireId(Guid.CreateVersion7());
        return new()
        {
            [MessageSignature.IdHeader] = id,
            [MessageSignature.TimestampHeader] = MessageSignature.Timestamp(at),
            [MessageSignature.SignatureHeader] = MessageSignature.Sign(id, at, Encoding.UTF8.GetBytes(Body), secrets),
        };
    }

    private static Dictionary<string, string> With(Dictionary<string, string> headers, string name, string value) => new(headers) { [name] = value };

    private static string Input(string name, List<Case> cases) => JsonSerializer.Serialize(
        new { name, source = Snippet(name), cases = cases.Select(c => new { secret = c.Secret, headers = c.Headers, body = c.Body }) });

    private static void Accepts(List<Case> cases, string printed)
    {
        var accepted = JsonSerializer.Deserialize<bool[]>(printed)!;
        Assert.Equal(cases.Select(c => $"{c.What}: {c.IsGood}"), cases.Zip(accepted, (c, a) => $"{c.What}: {a}"));
    }

    private static string Python()
    {
        var found = Programs.Find("python3");
        Skip.If(found is null, "python3 is not installed (Debian: apt-get install python3)");
        return found!;
    }

    private static string Go(string program)
    {
        var found = Programs.Find(program);
        Skip.If(found is null, "Go is not installed (Debian: apt-get install golang-go, which takes 450 MB)");
        return found!;
    }

    [GeneratedRegex(@"^```\w+ (?<name>\S+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    private sealed record Case(string What, string Secret, Dictionary<string, string> Headers, string Body, bool IsGood);

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("snippet-").FullName;

        public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
