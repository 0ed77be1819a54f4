using System.Text.Json;

namespace App.Browser.Tests.Receiving;

/// <summary>What the running product sends is verified by the public libraries, headers and body as they came over the wire.</summary>
public sealed class PublicLibrariesTests
{
    [SkippableFact]
    public async Task Public_libraries_accept_what_the_running_product_sends_through_rotations_and_nothing_else()
    {
        Skip.If(Programs.Find("node") is null, "node is not installed (Debian: apt-get install nodejs)");
        await using var sink = await Sink.StartAsync();
        await using var product = await ProductByKey.StartAsync();
        var made = await product.PostAsync("webhooks", new { name = "Libraries", url = sink.Url + "/hook", eventTypes = new[] { "candidate.created" } });
        var (webhook, first) = ((string)made["id"]!, (string)made["secret"]!);

        var signed = await PublishAsync(product, sink, "1");
        var second = await RotateAsync(product, webhook, graceHours: 24);
        var both = await PublishAsync(product, sink, "2");
        var third = await RotateAsync(product, webhook, graceHours: 0);
        var last = await PublishAsync(product, sink, "3");

        await JudgedAsync([
            new("by its secret", first, signed, true),
            new("by a secret that was made later", second, signed, false),
            new("rotated, by the new secret", second, both, true),
            new("rotated, by the one before", first, both, true),
            new("rotated at once, by the new secret", third, last, true),
            new("rotated at once, by the one that ended", second, last, false),
            new("a byte of the body flipped", first, signed with { Body = Flip(signed.Body) }, false),
            new("a byte of the body flipped, rotated", second, both with { Body = Flip(both.Body) }, false),
            new("the id of another", first, signed with { Headers = new Dictionary<string, string>(signed.Headers) { ["webhook-id"] = both.Headers["webhook-id"] } }, false),
        ]);
    }

    private static async Task<string> RotateAsync(ProductByKey product, string webhook, int graceHours) =>
        (string)(await product.PostAsync($"webhooks/{webhook}/rotate-secret", new { graceHours }))["secret"]!;

    private static async Task<Received> PublishAsync(ProductByKey product, Sink sink, string key)
    {
        var published = await product.PostAsync("events", new { key, type = "candidate.created", data = new { candidate = new { id = $"cand-{key}", name = "Žofie Müller 🐎" }, source = "Referral" } });
        var came = await sink.NextAsync();
        Assert.Equal((string)published["messageId"]!, came.Headers["webhook-id"]);
        return came;
    }

    private static byte[] Flip(byte[] body)
    {
        byte[] flipped = [.. body];
        flipped[body.Length / 2] ^= 1;
        return flipped;
    }

    private static async Task JudgedAsync(List<Case> cases)
    {
        var input = JsonSerializer.Serialize(cases.Select(c => new { secret = c.Secret, headers = c.Request.Headers, body = Convert.ToBase64String(c.Request.Body) }));
        var printed = await NodeProgram.RunAsync(RepositoryRoot.Path("tests/App.Browser.Tests/Receiving/Libraries"), "verify.mjs", [], input);
        var libraries = JsonSerializer.Deserialize<bool[][]>(printed)!;
        Assert.Equal(2, libraries.Length);
        Assert.All(libraries, accepted => Assert.Equal(cases.Select(c => $"{c.What}: {c.IsGood}"), cases.Zip(accepted, (c, a) => $"{c.What}: {a}")));
    }

    private sealed record Case(string What, string Secret, Received Request, bool IsGood);
}
