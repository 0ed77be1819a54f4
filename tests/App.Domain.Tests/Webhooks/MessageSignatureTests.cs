using System.Text;
using System.Text.Json.Nodes;
using App.Domain.Webhooks;
using App.Testing;
using NodaTime;

namespace App.Domain.Tests.Webhooks;

public sealed class MessageSignatureTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";

    private static readonly byte[] Body = "{\"test\": 2432232314}"u8.ToArray();
    private static readonly Instant Now = Instant.FromUnixTimeSeconds(1_614_265_330);
    private static readonly HmacSecret Secret = HmacSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;
    private static readonly HmacSecret Older = HmacSecret.Parse("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")!;

    [SkippableFact]
    public void Every_published_vector_is_signed_as_it_says_and_verifies_with_each_of_its_secrets()
    {
        var vectors = JsonNode.Parse(File.ReadAllText(Shared.Require("contracts/webhook-vectors.json")))!["standardWebhooks"]!["vectors"]!.AsArray();
        var symmetric = vectors.Where(v => v!["publicKey"] is null).ToList();
        Assert.True(symmetric.Count >= 4);
        foreach (var vector in symmetric)
        {
            var secrets = (vector!["secrets"]?.AsArray() ?? [(JsonNode)(string)vector["secret"]!]).Select(s => HmacSecret.Parse((string?)s)!).ToList();
            var (id, body, expected) = ((string)vector["id"]!, Encoding.UTF8.GetBytes((string)vector["body"]!), (string)vector["signature"]!);
            var at = Instant.FromUnixTimeSeconds((long)vector["timestamp"]!);

            Assert.Equal(expected, MessageSignature.Sign(id, at, body, secrets));
            Assert.All(secrets, s => Assert.True(MessageSignature.Verify(id, MessageSignature.Timestamp(at), expected, body, [s], at).IsOk));
        }
    }

    [Fact]
    public void The_example_of_the_standard_is_signed_as_it_says() =>
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", MessageSignature.Sign(Id, Now, Body, [Secret]));

    [Fact]
    public void While_secrets_are_rotated_the_old_one_the_new_one_and_both_are_enough()
    {
        var signed = MessageSignature.Sign(Id, Now, Body, [Secret, Older]);

        Assert.Equal(2, signed.Split(' ').Length);
        Assert.All([[Secret], [Older], [HmacSecret.Generate(), Older]], (HmacSecret[] known) => Assert.Null(Refusal(signed, known: known)));
        Assert.Equal("signature_wrong", Refusal(signed, known: [HmacSecret.Generate()]));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(300, null)]
    [InlineData(-300, null)]
    [InlineData(301, "timestamp_out_of_range")]
    [InlineData(-301, "timestamp_out_of_range")]
    public void A_message_is_believed_within_five_minutes_of_now(int later, string? refusal) =>
        Assert.Equal(refusal, Refusal(MessageSignature.Sign(Id, Now, Body, [Secret]), now: Now + Duration.FromSeconds(later)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_one_of_the_headers_it_is_refused(string? absent)
    {
        var signed = MessageSignature.Sign(Id, Now, Body, [Secret]);
        Assert.Equal("signature_missing", Refusal(absent));
        Assert.Equal("signature_missing", Refusal(signed, id: absent));
        Assert.Equal("signature_missing", Refusal(signed, timestamp: absent));
    }

    [Theory]
    [InlineData("now")]
    [InlineData("1614265330.5")]
    [InlineData("99999999999999999999")]
    [InlineData("9223372036854775807")]
    [InlineData("-9223372036854775808")]
    [InlineData(" 1614265330")]
    public void A_timestamp_that_is_none_is_refused(string timestamp) =>
        Assert.Equal("timestamp_out_of_range", Refusal(MessageSignature.Sign(Id, Now, Body, [Secret]), timestamp: timestamp));

    [Theory]
    [InlineData("{0},{0}")]
    [InlineData("v2,{1}")]
    [InlineData("v1a,{1}")]
    [InlineData("V1,{1}")]
    [InlineData("v1={1}")]
    [InlineData("{1}")]
    [InlineData("v1,")]
    [InlineData("v1")]
    [InlineData("v1,AAAA")]
    [InlineData("v1,%%%%")]
    [InlineData("{0}AAAA")]
    public void What_is_no_signature_fits_nothing(string form)
    {
        var signed = MessageSignature.Sign(Id, Now, Body, [Secret]);
        Assert.Equal("signature_wrong", Refusal(form.Replace("{0}", signed, StringComparison.Ordinal).Replace("{1}", signed[3..], StringComparison.Ordinal)));
    }

    [Fact]
    public void Other_signatures_beside_the_right_one_do_no_harm()
    {
        var signed = MessageSignature.Sign(Id, Now, Body, [Secret]);
        Assert.Null(Refusal($"v1a,AAAA v1,%% {signed} v9,x"));
    }

    [Fact]
    public void A_changed_bit_anywhere_is_refused()
    {
        var signed = MessageSignature.Sign(Id, Now, Body, [Secret]);
        Assert.All(Enumerable.Range(0, Body.Length * 8), bit =>
        {
            var changed = Body.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal("signature_wrong", Refusal(signed, body: changed));
        });
        Assert.Equal("signature_wrong", Refusal(signed, id: Id + "x"));
        Assert.Equal("signature_wrong", Refusal(signed, timestamp: "1614265331"));
    }

    [Fact]
    public void A_changed_bit_of_the_signature_anywhere_is_refused()
    {
        var signed = MessageSignature.Sign(Id, Now, Body, [Secret]);
        Assert.All(Enumerable.Range(0, signed.Length * 7), bit =>
        {
            var changed = signed.ToCharArray();
            changed[bit / 7] ^= (char)(1 << (bit % 7));
            Assert.Equal("signature_wrong", Refusal(new string(changed)));
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_short")]
    [InlineData("whsec_%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%")]
    public void What_is_no_secret_is_none(string? text) => Assert.Null(HmacSecret.Parse(text));

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(66, false)]
    [InlineData(200, false)]
    public void A_secret_has_24_to_64_bytes(int bytes, bool holds)
    {
        var text = "whsec_" + Convert.ToBase64String(new byte[bytes]);
        Assert.Equal(holds ? text : null, HmacSecret.Parse(text)?.Reveal());
    }

    [Fact]
    public void A_secret_is_printed_by_nothing_but_by_revealing_it()
    {
        var secret = HmacSecret.Generate();
        Assert.Equal("whsec_…", $"{secret}");
        Assert.Equal(secret.Reveal(), HmacSecret.Parse(secret.Reveal())!.Reveal());
        Assert.NotEqual(secret.Reveal(), HmacSecret.Generate().Reveal());
    }

    private static string? Refusal(string? signatures, string? id = Id, string? timestamp = "1614265330", byte[]? body = null, HmacSecret[]? known = null, Instant? now = null) =>
        MessageSignature.Verify(id, timestamp, signatures, body ?? Body, known ?? [Secret], now ?? Now).Failure?.Code;
}
