using System.Text;
using System.Text.Json.Nodes;
using App.Domain.Webhooks;
using App.Infrastructure.Webhooks.Signing;
using NodaTime;

namespace App.Infrastructure.Tests.Webhooks.Signing;

public sealed class Ed25519Tests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    /// <summary>RFC 8032 §7.1, test 1: seed and public key.</summary>
    private const string PublishedSecret = "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==";

    private static readonly byte[] Body = "{\"test\": 2432232314}"u8.ToArray();
    private static readonly Instant Now = Instant.FromUnixTimeSeconds(1_614_265_330);

    [SkippableFact]
    public void Every_published_vector_is_signed_as_it_says_and_verifies_with_its_public_key()
    {
        var vectors = JsonNode.Parse(File.ReadAllText(Shared.Require("contracts/webhook-vectors.json")))!["standardWebhooks"]!["vectors"]!.AsArray();
        var asymmetric = vectors.Where(v => v!["publicKey"] is not null).ToList();
        Assert.NotEmpty(asymmetric);
        var secret = Ed25519Secret.Parse(PublishedSecret)!;
        foreach (var vector in asymmetric)
        {
            var (id, body, expected) = ((string)vector!["id"]!, Encoding.UTF8.GetBytes((string)vector["body"]!), (string)vector["signature"]!);
            var at = Instant.FromUnixTimeSeconds((long)vector["timestamp"]!);
            var key = Ed25519PublicKey.Parse((string?)vector["publicKey"])!;

            Assert.Equal((string?)vector["publicKey"], secret.PublicKey.ToString());
            Assert.Equal(expected, MessageSignature.Sign(id, at, body, [secret]));
            Assert.True(MessageSignature.Verify(id, MessageSignature.Timestamp(at), expected, body, [key], at).IsOk);
        }
    }

    [Fact]
    public void The_key_pair_of_the_RFC_signs_as_another_implementation_does() => Assert.Equal(
        "v1a,fldxM4gAKugP6nnt1hdz3sgGfZ6d99nzrMFnZOELIxbzEHoVmAb2ADpkJK7zgPePmPsle0zV9jSeGlHFG2NVAw==",
        MessageSignature.Sign(Id, Now, Body, [Ed25519Secret.Parse(PublishedSecret)!]));

    [Fact]
    public void A_changed_bit_of_the_message_anywhere_is_refused()
    {
        var pair = Ed25519Secret.Generate();
        var signed = MessageSignature.Sign(Id, Now, Body, [pair]);
        Assert.True(Holds(signed, Body, pair.PublicKey));
        Assert.All(Enumerable.Range(0, Body.Length * 8), bit => Assert.False(Holds(signed, Flipped(Body, bit), pair.PublicKey)));
    }

    [Fact]
    public void A_changed_bit_of_the_signature_anywhere_is_refused()
    {
        var pair = Ed25519Secret.Generate();
        var signature = Convert.FromBase64String(MessageSignature.Sign(Id, Now, Body, [pair])[4..]);
        Assert.True(Holds("v1a," + Convert.ToBase64String(signature), Body, pair.PublicKey));
        Assert.All(Enumerable.Range(0, signature.Length * 8), bit => Assert.False(Holds("v1a," + Convert.ToBase64String(Flipped(signature, bit)), Body, pair.PublicKey)));
    }

    [Theory]
    [InlineData("v1,{0}")]
    [InlineData("v1a,")]
    [InlineData("v1a,AAAA")]
    [InlineData("v1a,%%%%")]
    [InlineData("v1a,{0}AAAA")]
    [InlineData("{0}")]
    public void What_is_no_signature_fits_nothing(string form)
    {
        var pair = Ed25519Secret.Generate();
        var signed = MessageSignature.Sign(Id, Now, Body, [pair])[4..];
        Assert.False(Holds(form.Replace("{0}", signed, StringComparison.Ordinal), Body, pair.PublicKey));
    }

    [Fact]
    public void While_keys_are_rotated_even_from_a_secret_to_a_pair_each_receiver_finds_its_own()
    {
        var (before, after) = (HmacSecret.Generate(), Ed25519Secret.Generate());
        var signed = MessageSignature.Sign(Id, Now, Body, [after, before]);

        Assert.Collection(signed.Split(' '), s => Assert.StartsWith("v1a,", s, StringComparison.Ordinal), s => Assert.StartsWith("v1,", s, StringComparison.Ordinal));
        Assert.True(Holds(signed, Body, before));
        Assert.True(Holds(signed, Body, after.PublicKey));
        Assert.False(Holds(signed, Body, Ed25519Secret.Generate().PublicKey));
        Assert.False(Holds(signed, Body, HmacSecret.Generate()));
    }

    [Fact]
    public void Only_so_many_signatures_are_looked_at()
    {
        var pair = Ed25519Secret.Generate();
        var signed = MessageSignature.Sign(Id, Now, Body, [pair]);
        string After(int others) => string.Join(' ', [.. Enumerable.Repeat("v1a,x", others), signed]);

        Assert.True(Holds(After(MessageSignature.MostSignatures - 1), Body, pair.PublicKey));
        Assert.False(Holds(After(MessageSignature.MostSignatures), Body, pair.PublicKey));
    }

    [Theory]
    [InlineData(SignatureScheme.Hmac, "whsec_")]
    [InlineData(SignatureScheme.Ed25519, "whsk_")]
    public void A_secret_of_every_scheme_is_read_as_it_was_written_and_printed_by_nothing_else(SignatureScheme scheme, string prefix)
    {
        var secret = SigningSecrets.Generate(scheme);
        var read = SigningSecrets.Parse(secret.Reveal())!;

        Assert.StartsWith(prefix, secret.Reveal(), StringComparison.Ordinal);
        Assert.Equal((scheme, secret.Reveal()), (read.Scheme, read.Reveal()));
        Assert.Equal(secret.Sign(Body), read.Sign(Body));
        Assert.Equal(prefix + "…", $"{secret}");
        Assert.NotEqual(secret.Reveal(), SigningSecrets.Generate(scheme).Reveal());
    }

    [Fact]
    public void A_receiver_is_given_the_shared_secret_but_of_a_pair_only_the_public_key()
    {
        var (shared, pair) = (HmacSecret.Generate(), Ed25519Secret.Generate());
        Assert.Equal(shared.Reveal(), SigningSecrets.ForReceiver(shared));
        Assert.Equal(pair.PublicKey.ToString(), SigningSecrets.ForReceiver(pair));
        Assert.Equal(pair.PublicKey.ToString(), Ed25519PublicKey.Parse(SigningSecrets.ForReceiver(pair))?.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsk_")]
    [InlineData("whsk_short")]
    [InlineData("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==")]
    [InlineData("WHSK_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==")]
    [InlineData("whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")]
    public void What_is_no_secret_is_none(string? text) => Assert.Null(SigningSecrets.Parse(text));

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(66)]
    [InlineData(200)]
    public void A_key_pair_has_64_bytes(int bytes) => Assert.Null(Ed25519Secret.Parse("whsk_" + Convert.ToBase64String(new byte[bytes])));

    [Fact]
    public void Halves_that_are_no_pair_are_no_secret()
    {
        var (one, other) = (Bytes(Ed25519Secret.Generate()), Bytes(Ed25519Secret.Generate()));
        Assert.NotNull(Ed25519Secret.Parse("whsk_" + Convert.ToBase64String(one)));
        Assert.Null(Ed25519Secret.Parse("whsk_" + Convert.ToBase64String([.. one[..32], .. other[32..]])));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("whpk_")]
    [InlineData("whpk_AAAA")]
    [InlineData("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")]
    [InlineData("whpk_//////////////////////////////////////////8=")]
    [InlineData("whpk_AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_public_key_is_none(string? text) => Assert.Null(Ed25519PublicKey.Parse(text));

    private static bool Holds(string signatures, byte[] body, IVerificationKey key) => MessageSignature.Verify(Id, MessageSignature.Timestamp(Now), signatures, body, [key], Now).IsOk;

    private static byte[] Bytes(SigningSecret secret) => Convert.FromBase64String(secret.Reveal()["whsk_".Length..]);

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        var changed = bytes.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
